import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDetectorsOptions } from '../../../server/cli/bench/detectors/options.ts';
import { runBenches } from '../../../server/cli/bench/run-benches.ts';
import { BENCHES } from '../../../server/cli/bench/index.ts';

const ResultSchema = z.object({
  bench: z.string(),
  figures: z.record(z.string(), z.number().nullable()),
  bars: z.array(z.object({ id: z.string(), got: z.number(), ok: z.boolean() })),
});

const PublishedSchema = z.object({
  commit: z.string().min(1),
  dataHash: z.literal('made'),
  seeds: z.tuple([z.literal(0)]),
  roc: z.array(z.object({ falseShare: z.number(), trueShare: z.number() })),
  falseAlarms: z.array(z.object({ case: z.string(), detectors: z.array(z.string()) })),
  bars: z.array(z.object({ id: z.string() })),
});

describe('bench -- detectors', () => {
  it('prints tables, and last figures and bars of a small made city', { timeout: 240_000 }, async () => {
    const out: string[] = [];
    const err: string[] = [];
    const file = join(tmpdir(), `mingqin-detectors-${process.pid}.json`);
    const made = ['--city', 'made', '--people', '4', '--days', '16', '--seeds', '0', '--quick'];
    const args = ['detectors', ...made, '--out', file];
    await runBenches(args, BENCHES, { out: (line) => out.push(line), err: (line) => err.push(line) });
    const { bench, figures, bars } = ResultSchema.parse(JSON.parse(out.at(-1) ?? ''));
    expect(bench).toBe('detectors');
    expect(figures['competitor/45min auc']).toBeGreaterThan(0.9);
    expect(figures['visit-unsupported recall']).toBeGreaterThan(0.8);
    expect(figures['falseAlertsPer100Days']).toBeLessThan(10);
    const quiet = [
      'Q2b control/own-store',
      'Q2b trap/rival-next-door',
      'Q2b trap/small-numbers',
      'Q2b control/unseen-visit',
    ];
    expect(bars.filter(({ id, got }) => quiet.includes(id) && got > 0.2)).toEqual([]);
    expect(err.join('\n')).toContain('situations that must raise no alert');
    const published = PublishedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    await rm(file);
    expect(published.bars).toHaveLength(bars.length);
    const shares = published.roc.map(({ trueShare }) => trueShare);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(err.join('\n')).toContain(`alerts where nothing was planted: ${published.falseAlarms.length}`);
  });

  it('reads its options and refuses others', () => {
    expect(readDetectorsOptions([]).seeds).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(readDetectorsOptions(['--seeds', 'report']).seeds[0]).toBe(1000);
    expect(readDetectorsOptions(['--seeds', '3,4', '--people', '5'])).toMatchObject({
      seeds: [3, 4],
      people: 5,
    });
    expect(() => readDetectorsOptions(['--seeds', 'x'])).toThrow('whole number');
    expect(() => readDetectorsOptions(['--what', '1'])).toThrow('unknown option');
  });

  it('refuses a file it cannot write before anything is judged', async () => {
    const err: string[] = [];
    const args = ['detectors', '--city', 'made', '--out', '/nowhere/at/all.json'];
    const code = await runBenches(args, BENCHES, { out: () => undefined, err: (line) => err.push(line) });
    expect(code).toBe(2);
    expect(err.join('\n')).toContain('--out /nowhere/at/all.json cannot be written');
  });
});
