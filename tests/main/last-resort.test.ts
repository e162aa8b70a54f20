import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MODULE = new URL('../../server/main/last-resort.ts', import.meta.url).href;
const TOP = fileURLToPath(new URL('../../', import.meta.url));

it.each([
  ['thrown', "setTimeout(() => { throw new TypeError('张三 at 121.5') })"],
  ['rejected', "void Promise.reject(Object.assign(new TypeError('张三 at 121.5'), { sent: '13800000000' }))"],
])('ends the process with the place of an error nobody waited for, %s, and none of its words', (_, fail) => {
  const run = endWith(fail);
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(
    /^mingqin: stopped by an unexpected error: \{"name":"TypeError".*"stack":\["at /,
  );
  expect(run.stderr).not.toMatch(/张三|121\.5|13800000000/);
});

it.each([
  ['the system', "{ code: 'ENOSPC' }"],
  ['lmdb', '{ code: 28 }'],
  [
    'a commit of lmdb',
    "{ commitError: new Promise((_, reject) => setTimeout(() => reject(Object.assign(new Error('full'), { code: 28 })), 20)) }",
  ],
])('says what to do when the disk is full, as %s puts it', (_, fields) => {
  const fail = `setTimeout(() => { throw Object.assign(new Error('no space'), ${fields}) })`;
  expect(endWith(fail)).toMatchObject({
    status: 1,
    stderr:
      'mingqin: stopped: no room left on the disk of the data folder (DATA_DIR); free some space there and start again\n',
  });
});

function endWith(fail: string) {
  const program = `const { endOnUnexpected } = await import('${MODULE}'); endOnUnexpected(); ${fail}; await new Promise((end) => setTimeout(end, 60_000));`;
  return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: TOP,
    encoding: 'utf8',
    timeout: 100_000,
  });
}
