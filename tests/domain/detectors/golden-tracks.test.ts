import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRegenOf } from '../../support/regen.ts';
import { judgeShift, type ShiftJudgement } from './judge-shift.ts';
import { buildEvidence, minuteOf, SceneSchema } from './build-evidence.ts';

const folder = new URL('../../fixtures/tracks/', import.meta.url);
const names = readdirSync(new URL('in/', folder)).toSorted();

describe('golden tracks (REGEN=1 rewrites tests/fixtures/tracks/out; read the difference)', () => {
  it.each(names)('%s is judged as before', (name) => {
    const scene = SceneSchema.parse(JSON.parse(readFileSync(new URL(`in/${name}`, folder), 'utf8')));
    const judged = JSON.parse(JSON.stringify(summarize(judgeShift(buildEvidence(scene)))));
    const expected = new URL(`out/${name}`, folder);
    if (isRegenOf(name)) {
      mkdirSync(new URL('out/', folder), { recursive: true });
      writeFileSync(expected, `${JSON.stringify(judged, null, 2)}\n`);
    }
    expect(judged).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});

/** Times as minutes after 09:00, so that a person can read the file. */
function summarize({ stays, rejected, coverage, findings }: ShiftJudgement) {
  return {
    stays: stays.map(({ startAt, endAt, lastFixAt, fixes, accuracyM, extentM }) => ({
      fromMin: minuteOf(startAt),
      toMin: minuteOf(endAt),
      lastFixMin: minuteOf(lastFixAt),
      fixes,
      accuracyM,
      extentM: Math.round(extentM),
    })),
    rejected: rejected.map(({ index, rule }) => `${index} ${rule}`).join(', '),
    coveragePct: Math.round(coverage.share * 100),
    findings: findings.map(({ startAt, endAt, reasons, ...rest }) => ({
      fromMin: minuteOf(startAt),
      toMin: minuteOf(endAt),
      ...rest,
      reasons: reasons.join(', '),
    })),
  };
}
