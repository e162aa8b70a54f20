import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { runReplay } from '../../server/cli/replay/run-replay.ts';
import { planFlaky } from '../../server/cli/replay/plan.ts';
import { chooseSlot, pickDay, retime } from '../../server/cli/replay/retime.ts';
import { instantOf } from '../../server/domain/time.ts';
import { startStub, type StubOptions, type StubServer } from './stub-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
const zone = 'Asia/Shanghai';
const at = (clock: string, day = '2026-03-02') => instantOf(day, clock, zone);
const stubs: StubServer[] = [];

afterEach(async () => {
  await Promise.all(stubs.splice(0).map((stub) => stub.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A CSV of `count` fixes, one a minute. */
function writeTrack(count: number): string {
  const rows = Array.from({ length: count }, (_, n) => {
    const time = new Date(Date.UTC(2008, 9, 23, 1) + n * 60_000).toISOString();
    return `${31.2 + n * 1e-5},121.5,${time}`;
  });
  const path = join(folder, `track-${count}.csv`);
  writeFileSync(path, `lat,lng,datetime\n${rows.join('\n')}\n`);
  return path;
}

async function replayOn(options: Partial<StubOptions>, args: readonly string[]) {
  const stub = await startStub({
    now: at('20:00'),
    shift: { startAt: at('09:00'), endAt: at('18:00') },
    ...options,
  });
  stubs.push(stub);
  const out: string[] = [];
  const err: string[] = [];
  const code = await runReplay(['--server', stub.url, ...args], {
    out: (line) => out.push(line),
    err: { write: (text) => err.push(text) },
  });
  return {
    stub,
    code,
    totals: JSON.parse(out[0] ?? 'null') as unknown,
    lines: out.length,
    err: err.join(''),
  };
}

describe('replay', () => {
  it('signs in, moves the track to the shift of today and posts it as a phone', async () => {
    const { stub, code, totals, lines } = await replayOn({}, ['--person', 'E001', '--file', writeTrack(30)]);
    expect([code, lines, totals]).toEqual([
      0,
      1,
      { created: 30, duplicate: 0, conflict: 0, rejected: {}, outOfShift: 0 },
    ]);
    const upload = stub.requests.find(({ path }) => path === '/api/v1/fixes');
    expect(upload?.cookie).toContain('session=abc');
    expect(upload?.body).toMatchObject({ datum: 'wgs84', serverOffsetMs: 0 });
    expect([...stub.stored.values()].slice(0, 2)).toEqual([+at('09:00'), +at('09:01')]);
  });

  it('is the same phone when run again', async () => {
    const first = await replayOn({}, ['--person', 'E001', '--file', writeTrack(5), '--day', '2026-03-02']);
    const again = [
      '--server',
      first.stub.url,
      '--person',
      'E001',
      '--file',
      writeTrack(5),
      '--day',
      '2026-03-02',
    ];
    const out: string[] = [];
    expect(await runReplay(again, { out: (line) => out.push(line), err: { write: () => true } })).toBe(0);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ created: 0, duplicate: 5 });
  });

  it('counts what lies outside the shift and exits 3', async () => {
    const args = ['--person', 'E001', '--file', writeTrack(30), '--start', '17:50'];
    const { code, totals } = await replayOn({}, args);
    expect([code, totals]).toEqual([
      3,
      { created: 10, duplicate: 0, conflict: 0, rejected: { off_hours: 20 }, outOfShift: 20 },
    ]);
  });

  it('loses nothing on a bad line', async () => {
    const args = ['--person', 'E001', '--file', writeTrack(300), '--flaky'];
    const { stub, code, totals } = await replayOn({ failFirst: [503, 429] }, args);
    expect(code).toBe(0);
    expect(stub.stored.size).toBe(300);
    expect(totals).toMatchObject({ conflict: 0, rejected: {}, outOfShift: 0 });
  });

  it('says what to do when consent is missing', async () => {
    const args = ['--person', 'E001', '--file', writeTrack(3)];
    const { code, lines, err } = await replayOn({ consent: false }, args);
    expect([code, lines]).toEqual([1, 0]);
    expect(err).toContain('E001 has not agreed to location: open http://');
  });

  it.each([
    [['--person', 'E999'], 1, 'knows no person with employee no E999'],
    [['--person', 'E001', '--file', join(folder, 'none.csv')], 1, 'no such file'],
    [['--person', 'E001', '--speed', '2'], 2, '--speed must be 0, 1 or 60'],
    [['--person', 'E001', '--day', '3 March'], 2, '--day must be YYYY-MM-DD'],
    [['--file', 'x.csv'], 2, '--person is missing'],
    [['--person', 'E001', '--fast'], 2, 'usage: npm run -s replay'],
  ])('answers %j with %i', async (args, expected, reason) => {
    const file = args.includes('--file') ? [] : ['--file', writeTrack(3)];
    const { code, err, lines } = await replayOn({}, [...args, ...file]);
    expect([code, lines]).toEqual([expected, 0]);
    expect(err).toContain(reason);
  });

  it('exits 2 as a command with nothing on stdout', () => {
    const run = spawnSync(process.execPath, ['--import', 'tsx', 'server/cli/replay.ts'], {
      encoding: 'utf8',
    });
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('usage: npm run -s replay');
  });
});

describe('chooseSlot', () => {
  const known = { shifts: [{ startAt: at('10:30'), endAt: at('18:00') }], timeZone: zone, spanMs: 3_600_000 };

  it('takes today when the track then lies in the past, else yesterday, else what was asked', () => {
    expect(chooseSlot({}, { ...known, now: at('12:00') })).toEqual({ day: '2026-03-02', start: '10:30' });
    expect(chooseSlot({}, { ...known, now: at('11:00') })).toEqual({ day: '2026-03-01', start: '10:30' });
    expect(chooseSlot({ day: '2026-02-01', start: '08:00' }, { ...known, now: at('11:00') })).toEqual({
      day: '2026-02-01',
      start: '08:00',
    });
    expect(chooseSlot({}, { ...known, shifts: [], now: at('23:00') }).start).toBe('09:00');
  });
});

describe('pickDay and retime', () => {
  const point = (iso: string) => ({ atMs: Date.parse(iso), lng: 121, lat: 31 });

  it('keep the fullest day of a long track and its rhythm', () => {
    const points = ['2008-01-01T01:00:00Z', '2008-01-03T01:00:00Z', '2008-01-03T01:00:07Z'].map(point);
    const fixes = retime(pickDay(points, zone), { day: '2026-03-02', start: '09:00' }, zone);
    expect(fixes.map(({ seq, capturedAtMs }) => [seq, capturedAtMs - +at('09:00')])).toEqual([
      [1, 0],
      [2, 7000],
    ]);
  });
});

describe('planFlaky', () => {
  it('sends every fix with a reply at least once, some twice and not in order', () => {
    const fixes = retime(
      Array.from({ length: 400 }, (_, n) => ({ atMs: n * 1000, lng: 121, lat: 31 })),
      { day: '2026-03-02', start: '09:00' },
      zone,
    );
    const plan = planFlaky(fixes, 10, 7);
    const answered = plan.filter(({ isReplyLost }) => !isReplyLost).flatMap((sending) => sending.fixes);
    expect(new Set(answered.map(({ seq }) => seq)).size).toBe(400);
    expect(answered.length).toBeGreaterThan(400);
    expect(plan.some(({ isReplyLost }) => isReplyLost)).toBe(true);
    const firsts = plan.map((sending) => sending.fixes[0]?.seq ?? 0);
    expect(firsts).not.toEqual(firsts.toSorted((a, b) => a - b));
  });
});
