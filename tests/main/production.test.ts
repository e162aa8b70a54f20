import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listImports, roomOf } from '../support/architecture.ts';

const STARTS = ['server/main/production.ts', 'server/main/serve.ts', 'server/app.ts'];

/** Every file of ours that the given files load, by whatever path. */
function reach(starts: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...starts];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const from = dirname(path);
    const targets = listImports(path, readFileSync(path, 'utf8')).filter((target) => target.startsWith('.'));
    open.push(...targets.map((target) => normalize(join(from, target))));
  }
  return seen;
}

describe('production', () => {
  it.each(STARTS)('loads neither sandbox nor demo from %s', (start) => {
    const loaded = [...reach([start])];
    expect(loaded.length).toBeGreaterThan(20);
    expect(loaded.filter((path) => !existsSync(path))).toEqual([]);
    expect(loaded.filter((path) => ['sandbox', 'demo'].includes(roomOf(path) ?? ''))).toEqual([]);
  });

  it('would be caught: the demo’s own start reaches both', () => {
    const rooms = new Set([...reach(['server/main/demo.ts'])].map(roomOf));
    expect(rooms.has('sandbox')).toBe(true);
    expect(rooms.has('demo')).toBe(true);
  });

  it('makes keys of other systems only where an administrator asks for one, so that none is printed at a start', () => {
    const makers = [...reach(STARTS)].filter((path) =>
      /\b(?:createApiKey|issueApiKey)\b/.test(readFileSync(path, 'utf8')),
    );
    expect(makers.toSorted()).toEqual(['server/flow/company/api-key.ts', 'server/http/api-keys.ts']);
  });

  it('is chosen in one place, where each mode loads its own start only when it is asked for', () => {
    const source = readFileSync('server/main.ts', 'utf8');
    expect(listImports('server/main.ts', source)).toContain('./main/demo.ts');
    expect(source).not.toMatch(/^import .*main\/(demo|production)\.ts/m);
  });
});
