import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJourney } from '../../server/journey/run-journey.ts';
import { STORIES } from '../../server/journey/stories/index.ts';

const PATIENCE_MS = 300_000;

describe('the written stories', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mingqin-stories-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('go as they are written', { timeout: PATIENCE_MS }, async () => {
    const told: string[] = [];
    const failed = await runJourney(dir, [5], { out: (line) => told.push(line), err: () => undefined });
    expect(failed).toBe(0);
    expect(told.at(-1)).toBe('{"stories":1,"failed":0}');
    expect(await readdir(join(dir, '05'))).toContain('case.json');
  });

  it('have titles of their own', () => {
    expect(new Set(STORIES.map(({ title }) => title)).size).toBe(STORIES.length);
  });
});
