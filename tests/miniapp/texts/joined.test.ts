import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const MINIAPP = join(import.meta.dirname, '../../../miniapp');
const screens = readdirSync(MINIAPP, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.tsx') && !/^(dist|node_modules)\b/.test(path),
);

it('puts words side by side with the marks of the reader’s language, and not with those of one of them', () => {
  expect(screens.length).toBeGreaterThan(100);
  const joining = screens.filter((path) =>
    /join\('[、，；]'\)/.test(readFileSync(join(MINIAPP, path), 'utf8')),
  );
  expect(joining).toEqual([]);
});

it('writes no Chinese colon, comma or semicolon between words of either language', () => {
  const marked = screens
    .filter((path) => path !== 'parts/format.tsx')
    .flatMap((path) =>
      readFileSync(join(MINIAPP, path), 'utf8')
        .split('\n')
        .filter(
          (line) => /[：，；]/.test(line) && !/split\(\//.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line),
        )
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(marked).toEqual([]);
});
