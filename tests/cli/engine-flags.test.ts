import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { engineFlags } from '../../server/cli/judge/engine-flags.ts';

const nameOf = (flag: string): string => flag.replace(/^--(no-)?/, '').replace(/=.*$/, '');

it('are known to the V8 that gets them', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  const names = engineFlags(process.versions.v8).map(nameOf);
  expect(names.filter((name) => !known.includes(`  --${name} (`))).toEqual([]);
});

it.each([
  ['11.3.244.8-node.38', ['parallel-scavenge', 'interrupt-budget']],
  ['12.4.254.21-node.57', ['parallel-scavenge']],
  ['14.6.202.34-node.34', ['parallel-scavenge']],
])('of V8 %s are those it has', (v8, names) => {
  expect(engineFlags(v8).map(nameOf)).toEqual(names);
});
