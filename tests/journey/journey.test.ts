import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJourney } from '../../server/journey/run-journey.ts';
import { findBrowser } from '../../server/journey/find-browser.ts';
import { STORIES } from '../../server/journey/stories/index.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';

const PATIENCE_MS = 300_000;

describe('the written stories', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mingqin-stories-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('go as they are written', { timeout: PATIENCE_MS * plannedRuns(1) }, async () => {
    const told: string[] = [];
    const count = Math.min(plannedRuns(1), STORIES.length);
    // The appeal that is won touches the most; the long tier plays them all.
    const only = count === 1 ? [5] : STORIES.slice(0, count).map((_, index) => index + 1);
    const failed = await runJourney(dir, only, { out: (line) => told.push(line), err: () => undefined });
    countRuns(only.length, failed);
    expect(failed).toBe(0);
    expect(told.at(-1)).toBe(JSON.stringify({ stories: only.length, failed: 0 }));
    expect(await readdir(join(dir, '05'))).toContain('case.json');
  });

  it('leave each kept card with its picture where a browser is installed', async () => {
    const cards = (await readdir(join(dir, '05'))).filter((name) => name.startsWith('manager-card-'));
    const kinds = findBrowser() === null ? ['json'] : ['json', 'png'];
    expect(new Set(cards.map((name) => name.split('.').at(-1)))).toEqual(new Set(kinds));
    for (const name of cards.filter((one) => one.endsWith('.png')))
      expect((await readFile(join(dir, '05', name))).subarray(1, 4).toString()).toBe('PNG');
  });

  it('have titles of their own', () => {
    expect(new Set(STORIES.map(({ title }) => title)).size).toBe(STORIES.length);
  });
});
