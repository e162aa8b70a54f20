import { describe, expect, it } from 'vitest';
import { atLeast, atMost, quantile, type Bench } from '../../server/cli/bench/bench.ts';
import { measureIngest } from '../../server/cli/bench/ingest.ts';
import { makeTrack } from '../../server/cli/bench/made-track.ts';
import { instantOf } from '../../server/domain/time.ts';
import { startStub } from './stub-server.ts';
import { runBenches } from '../../server/cli/bench/run-benches.ts';

const fast: Bench = {
  name: 'fast',
  about: 'a fast one',
  run: () => Promise.resolve({ figures: { fastPerS: 9 }, bars: [atLeast('fastPerS', 5, 9)] }),
};
const slow: Bench = {
  name: 'slow',
  about: 'a slow one',
  run: () => Promise.resolve({ figures: { slowS: 9 }, bars: [atMost('slowS', 5, 9)] }),
};

async function run(args: readonly string[], benches: readonly Bench[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runBenches(args, benches, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out, err: err.join('\n') };
}

describe('runBenches', () => {
  it('runs all without a name and ends with one JSON line', async () => {
    const { code, out, err } = await run([], [fast]);
    expect([code, out]).toEqual([
      0,
      [
        '{"bench":"foundation","figures":{"fastPerS":9},"bars":[{"id":"fastPerS","want":5,"got":9,"ok":true}]}',
      ],
    ]);
    expect(err).toContain('ok     fastPerS');
  });

  it('fails when a goal is missed', async () => {
    const { code, err } = await run(['slow'], [fast, slow]);
    expect([code, err.includes('MISSED slowS')]).toEqual([1, true]);
  });

  it('lists, and refuses unknown names', async () => {
    expect((await run(['--list'], [fast, slow])).out).toEqual(['fast\ta fast one', 'slow\ta slow one']);
    expect((await run(['other'], [fast])).code).toBe(2);
  });
});

describe('bench parts', () => {
  it('take quantiles as the value not exceeded', () => {
    expect([quantile([3, 1, 2], 0.5), quantile([1, 2, 3, 4], 0.99), quantile([5], 0)]).toEqual([2, 4, 5]);
  });

  it('make the same track for the same seed', () => {
    expect(makeTrack(1000, 7)).toEqual(makeTrack(1000, 7));
    expect(makeTrack(1000, 7)).not.toEqual(makeTrack(1000, 8));
  });
});

describe('measureIngest', () => {
  it('finds the working time of a person by trial and has all its fixes stored there', async () => {
    const at = (clock: string) => instantOf('2026-03-02', clock, 'Asia/Shanghai');
    const stub = await startStub({ now: at('20:10'), shift: { startAt: at('09:00'), endAt: at('18:00') } });
    const { bars } = await measureIngest(stub.url, ['E001'], () => undefined);
    await stub.close();
    expect(bars.find(({ id }) => id === 'ingestStoredShare')).toMatchObject({ got: 1, ok: true });
    const times = [...stub.stored.values()];
    expect(times.every((ms) => ms >= +at('09:00') && ms < +at('18:00'))).toBe(true);
  });
});
