import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judgeLine } from '../../server/cli/judge/judge-line.ts';
import { JudgePool } from '../../server/cli/judge/pool.ts';
import { runJudge } from '../../server/cli/judge/run-judge.ts';
import { fixesOf, isoAt, shiftOn, spotAt } from '../domain/period/build-period.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'mingqin-judge-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const LineSchema = z.looseObject({ period: z.string(), person: z.string(), detector: z.string().optional() });

/** An afternoon inside a rival's place, far from everything of ours. */
const rivalPeriod = (id: string) => ({
  id,
  person: { id: 'e1', kind: 'rep', timeZone: 'Asia/Shanghai', phone: { model: '', os: '' } },
  judge: { from: isoAt(0, -60), to: isoAt(0, 900) },
  shifts: [shiftOn(0)],
  leaves: [],
  fixes: fixesOf([
    [0, -120, -30, 5000, 0],
    [0, 0, 170, 0, 0],
    [0, 250, 340, 3000, 0],
    [0, 360, 538, 0, 0],
  ]),
  places: [{ id: 'c7', kind: 'competitor', name: 'x', ...spotAt(3000, 0), radiusM: 60, datum: 'wgs84' }],
});

async function judge(input: string | Buffer, args: readonly string[] = [], name = '-') {
  const stdout = new PassThrough();
  const told: string[] = [];
  const output = join(folder, 'out.jsonl');
  const code = await runJudge(['--input', name, '--output', output, '--workers', '2', ...args], {
    stdout,
    err: (line) => told.push(line),
    stdin: Readable.from([Buffer.from(input)]),
  });
  const lines = code === 0 || code === 3 ? readFileSync(output, 'utf8').trim().split('\n') : [];
  return { code, told, lines: lines.filter(Boolean).map((line) => LineSchema.parse(JSON.parse(line))) };
}

describe('judge', { timeout: 120_000 }, () => {
  it('writes findings and one summary per period, in the order of the input', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const { code, lines } = await judge(ids.map((id) => JSON.stringify(rivalPeriod(id))).join('\n'));
    expect(code).toBe(0);
    expect(lines.filter(({ detector }) => detector === undefined).map(({ period }) => period)).toEqual(ids);
    const dwell = lines.find(({ detector }) => detector === 'competitor-dwell');
    expect(dwell).toMatchObject({
      period: 'a',
      person: 'e1',
      verdict: 'supported',
      placeId: 'c7',
    });
    const { t } = rivalPeriod('a').fixes;
    const [from, to] = [dwell?.['start'], dwell?.['end']].map((at) => t.indexOf(Date.parse(String(at))));
    expect(from).toBeGreaterThan(131);
    expect(to).toBe(177);
    expect(dwell?.['evidence']).toEqual([`fix:${from}-${to}`]);
    expect(lines.find(({ detector }) => detector === undefined)).toMatchObject({
      alert: true,
      severity: 'high',
      to: 'manager',
    });
  });

  it('says the same in another thread as in this one', async () => {
    const pool = new JudgePool(2, {});
    await pool.openThreads();
    const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => JSON.stringify(rivalPeriod(id)));
    const judged = await Promise.all(lines.map((line) => pool.judge(new TextEncoder().encode(line))));
    await pool.close();
    expect(judged).toEqual(lines.map((line) => judgeLine(new TextEncoder().encode(line), {})));
    expect(judged[0]?.out).toContain('competitor-dwell');
  });

  it('reads lines of a plain file that are longer than what is read at once', async () => {
    const input = join(folder, 'long.jsonl');
    const long = (id: string) => JSON.stringify({ ...rivalPeriod(id), padding: id.repeat(700_000) });
    writeFileSync(input, `${['a', 'b', 'c'].map(long).join('\n')}\n`);
    const { code, lines } = await judge('', [], input);
    expect(code).toBe(0);
    expect(lines.filter(({ detector }) => detector === undefined).map(({ period }) => period)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('names bad lines with number and reason, goes on with the rest and exits with 3', async () => {
    const { code, lines, told } = await judge(`{"id":\n\n${JSON.stringify(rivalPeriod('a'))}\n{"id":"b"}`);
    expect(code).toBe(3);
    expect(lines.some(({ period }) => period === 'a')).toBe(true);
    expect(told.filter((line) => line.startsWith('judge: line'))).toEqual([
      expect.stringMatching(/^judge: line 1: not JSON/),
      expect.stringMatching(/^judge: line 4: person: /),
    ]);
  });

  it('names every bad line, however many there are', async () => {
    const { code, told } = await judge('{"id":"b"}\n'.repeat(50));
    expect(code).toBe(3);
    expect(told.filter((line) => line.startsWith('judge: line'))).toHaveLength(50);
  });

  it('skips the mark of the byte order, also where it stands alone on the first line', async () => {
    for (const head of ['\uFEFF', '\uFEFF\n', '\uFEFF\r\n']) {
      const { code, told } = await judge(`${head}${JSON.stringify(rivalPeriod('a'))}\n`);
      expect([code, told.filter((line) => line.startsWith('judge: line'))]).toEqual([0, []]);
    }
  });

  it('takes a radius that is null or a missing column of radii as unknown', () => {
    const period = rivalPeriod('a');
    const { accuracyM: _, ...columns } = period.fixes;
    const outOf = (fixes: object) =>
      judgeLine(new TextEncoder().encode(JSON.stringify({ ...period, fixes })), {});
    const unknown = outOf({ ...columns, accuracyM: columns.t.map(() => 0) });
    expect(unknown.out).toContain('competitor-dwell');
    expect(outOf(columns)).toEqual(unknown);
    expect(outOf({ ...columns, accuracyM: null })).toEqual(unknown);
    expect(outOf({ ...columns, accuracyM: columns.t.map(() => null) })).toEqual(unknown);
  });

  it('says which number of a column is wrong', () => {
    const { fixes, ...period } = rivalPeriod('a');
    const faultOf = (change: object) =>
      judgeLine(new TextEncoder().encode(JSON.stringify({ ...period, fixes: { ...fixes, ...change } })), {})
        .fault;
    const lat = fixes.lat.with(3, 95);
    expect(faultOf({ lat })).toBe('fixes.lat: [3] must be a number from -90 to 90');
    expect(faultOf({ t: fixes.t.map((ms) => ms / 1000) })).toContain('(epoch milliseconds)');
    expect(faultOf({ accuracyM: fixes.accuracyM.with(0, -1) })).toContain('fixes.accuracyM: [0]');
    expect(faultOf({ t: 'x' })).toBe('fixes.t: must be an array of numbers');
  });

  it('does not write over its input', async () => {
    const path = join(folder, 'same.jsonl');
    writeFileSync(path, JSON.stringify(rivalPeriod('a')));
    const { code, told } = await judge('', ['--output', path], path);
    expect([code, told[0]]).toEqual([2, expect.stringContaining('--output must not be the input')]);
    expect(readFileSync(path, 'utf8')).toContain('"a"');
  });

  it('leaves earlier findings alone when the input is not there', async () => {
    const output = join(folder, 'out.jsonl');
    writeFileSync(output, 'earlier');
    const { code, told } = await judge('', [], join(folder, 'nowhere.jsonl'));
    expect(code).toBe(1);
    expect(told.join('\n')).toContain('nowhere.jsonl');
    expect(readFileSync(output, 'utf8')).toBe('earlier');
  });

  it('warns of unknown fields once and ignores them', async () => {
    const odd = { ...rivalPeriod('a'), mood: 1, shifts: [{ ...shiftOn(0), colour: 'red' }], zones: null };
    const { code, told } = await judge([odd, odd].map((period) => JSON.stringify(period)).join('\n'));
    expect(code).toBe(0);
    expect(told.filter((line) => line.includes('warning'))).toEqual([
      'judge: warning: fields nobody knows were ignored: mood, shifts.colour',
    ]);
  });

  it('reads zipped files and settings, and refuses wrong ones', async () => {
    const input = join(folder, 'in.jsonl.gz');
    writeFileSync(input, gzipSync(JSON.stringify(rivalPeriod('a'))));
    const settings = join(folder, 'settings.json');
    writeFileSync(settings, JSON.stringify({ 'competitor-dwell': { minDwellMin: 240, highDwellMin: 300 } }));
    const { code, lines } = await judge('', ['--settings', settings], input);
    expect(code).toBe(0);
    expect(lines.some(({ detector }) => detector === 'competitor-dwell')).toBe(false);
    writeFileSync(settings, JSON.stringify({ 'competitor-dwel': {} }));
    expect((await judge('', ['--settings', settings], input)).code).toBe(2);
    expect((await judge('', ['--workers', '0'])).code).toBe(2);
    expect((await judge('', [], join(folder, 'nowhere'))).code).toBe(1);
  });
});
