import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const MINIAPP = join(import.meta.dirname, '../../miniapp');

it('asks every question of a dialog by its name: an unnamed one is announced as nothing', () => {
  const sources = readdirSync(MINIAPP, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !/^(dist|node_modules)\b/.test(path),
  );
  expect(sources.length).toBeGreaterThan(100);
  const asking = sources.filter((path) =>
    readFileSync(join(MINIAPP, path), 'utf8').includes('Dialog.confirm('),
  );
  expect(asking).toEqual([join('parts', 'ask-sure.ts')]);
});
