import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const server = join(import.meta.dirname, '../../../server');

describe('no code path from a detector to a penalty (R5)', () => {
  it('lets no detector reach cases, penalties, flows or stores', () => {
    const folder = join(server, 'domain/detectors');
    const detectors = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name));
    const reached = reach(detectors);
    expect(reached.length).toBeGreaterThan(detectors.length);
    expect(
      reached.filter((path) => /\/(domain\/(case|policy)|flow|store|feishu|http|jobs)\//.test(path)),
    ).toEqual([]);
  });

  it('lets detection, alerts and the relay never reach the code that proposes, decides or executes', () => {
    const decision = join(server, 'flow/decision.ts');
    const reached = reach(
      ['detect.ts', 'alert.ts', 'alert/align.ts', 'relay.ts'].map((name) => join(server, 'flow', name)),
    );
    expect(reached).toContain(join(server, 'flow/case/case-step.ts'));
    expect(reached).not.toContain(decision);
    expect(reached).not.toContain(join(server, 'flow/case/case-appeal.ts'));
  });

  it('knows who may reach it: people’s doors, the approval event and the sweep that finishes a signed decision', () => {
    const decision = join(server, 'flow/decision.ts');
    const direct = readdirSync(server, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^(flow|http|jobs|feishu|store|domain)\/.*\.ts$/.test(name))
      .filter((name) => importsOf(join(server, name)).includes(decision));
    expect(direct.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'flow/case/answer-decision.ts',
      'flow/case/case-sweep.ts',
      'flow/index.ts',
      'http/cases.ts',
    ]);
  });
});

function reach(from: readonly string[]): string[] {
  const seen = new Set(from);
  for (const path of seen) for (const next of importsOf(path)) seen.add(next);
  return [...seen];
}

function importsOf(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(/from '(\.[^']+\.ts)'/g)].map(([, target = '']) => join(dirname(path), target));
}
