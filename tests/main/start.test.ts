import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperation } from '../../server/cli/embedded/run-operation.ts';
import { ApiKeyListSchema, type ApiKeyList } from '../../server/contract/api-key.ts';
import { DataRequestListSchema } from '../../server/contract/data-request.ts';
import { CaseListSchema } from '../../server/contract/views.ts';
import { journeyInBrowser } from '../e2e/demo-journey.ts';
import { startTestDatabase } from '../support/db.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import {
  findProcesses,
  FIRST_START_MS,
  runToEnd,
  runWithNode,
  startProduct,
  startUntil,
  type Product,
} from './product.ts';

const ONE_LINE = /^[^\n]+\n$/;
/** No more than a machine under load needs. */
const SECOND_START_MS = 45_000;
const STOP_MS = 5_000;
const HR_NO = 'MQ1004';
const REP_NO = 'MQ1045';
const ADMIN_NO = 'MQ1009';

const production = {
  MODE: 'production',
  PUBLIC_URL: 'https://mingqin.example',
  SECRET_KEY: 'k'.repeat(32),
  FEISHU_APP_ID: 'cli_0123456789abcdef',
  FEISHU_APP_SECRET: 'app-secret-of-the-test',
  FEISHU_ENCRYPT_KEY: 'encrypt-key-of-the-test',
  FEISHU_VERIFICATION_TOKEN: 'verification-token',
  FEISHU_TENANT_KEY: 'tenant',
  APPROVAL_CODE_DECISION: 'DECISION',
  APPROVAL_CODE_DECLARATION: 'DECLARATION',
  STORE: 'embedded',
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mingqin-start-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('a start that cannot be', { timeout: 120_000 }, () => {
  let taken: Server;
  let port: string;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    port = String(typeof address === 'object' && address !== null ? address.port : 0);
  });
  afterAll(() => taken.close());

  it.each(['PORT', 'SANDBOX_PORT'])('says in one line that %s is taken', async (name) => {
    const env = { DATA_DIR: join(dir, name), PORT: '0', SANDBOX_PORT: '0', [name]: port };
    const ended = await runToEnd({ env });
    expect(ended).toMatchObject({
      code: 1,
      stderr: `mingqin: port ${port} (${name}) is taken by another program; choose another port or stop that one\n`,
    });
    await expect.poll(() => findProcesses(join(dir, name)), { timeout: STOP_MS }).toEqual([]);
  });

  it('says in one line that its folder lies below a file', async () => {
    const file = join(dir, 'file');
    await writeFile(file, '');
    const ended = await runToEnd({ env: { DATA_DIR: join(file, 'data') } });
    expect(ended).toMatchObject({
      code: 1,
      stderr: `mingqin: data folder ${join(file, 'data')}: a file is in the way\n`,
    });
  });

  it.runIf(process.platform === 'linux')('says in one line that its folder cannot be written', async () => {
    const ended = await runToEnd({ env: { DATA_DIR: '/proc/mingqin' } });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(ONE_LINE);
    expect(ended.stderr).toMatch(/^mingqin: data folder \/proc\/mingqin: /);
  });

  it('says that the keys of a demo company on MONGODB_URI are in another folder, each time it is asked, or that its restore was broken off', async () => {
    const database = await startTestDatabase();
    const connection = mongoose.createConnection(database.uri);
    await connection
      .collection<{ _id: string; value: { sealed: string[] } }>('settings')
      .insertOne({ _id: 'data-key', value: { sealed: ['x'] } });
    const data = join(dir, 'lost');
    const env = { DATA_DIR: data, MONGODB_URI: database.uri, PORT: '0', SANDBOX_PORT: '0' };
    for (const start of ['first', 'second'])
      expect([start, await runToEnd({ env })]).toMatchObject([
        start,
        {
          code: 1,
          stderr: expect.stringMatching(
            /^mingqin: [^\n]*keys and chats are in another data folder, and [^\n]*\n$/,
          ),
        },
      ]);
    await connection.createCollection('restore_under_way');
    const half = await runToEnd({ env });
    expect([half.code, half.stderr]).toEqual([
      1,
      expect.stringMatching(/^mingqin: the store holds a part of a backup[^\n]*--restore FILE[^\n]*\n$/),
    ]);
    await connection.close();
    await database.stop();
  });

  it('names an unknown option and the known ones', async () => {
    const ended = await runToEnd({ args: ['--rest'] });
    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'mingqin: unknown option --rest; allowed: --reset --dev\n',
    });
  });

  it('lists every fault of an empty production at once', async () => {
    const ended = await runToEnd({ env: { MODE: 'production' } });
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    const named = ended.stderr.trim().split('\n');
    expect(named.map((line) => /^mingqin: (\w+): /.exec(line)?.[1])).toEqual([
      'PUBLIC_URL',
      'SECRET_KEY',
      'FEISHU_APP_ID',
      'FEISHU_APP_SECRET',
      'FEISHU_ENCRYPT_KEY',
      'FEISHU_VERIFICATION_TOKEN',
      'FEISHU_TENANT_KEY',
      'APPROVAL_CODE_DECISION',
      'APPROVAL_CODE_DECLARATION',
      'MONGODB_URI',
    ]);
  });

  it('refuses --reset in production, and keeps the folder', async () => {
    const data = await mkdtemp(join(dir, 'production-'));
    await writeFile(join(data, 'demo.json'), 'kept');
    const ended = await runToEnd({ args: ['--reset'], env: { ...production, DATA_DIR: data } });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^mingqin: --reset is for the demo only;[^\n]*\n$/);
    expect(await readdir(data)).toEqual(['demo.json']);
  });

  it('says in one line that credentials without MODE=production start nothing', async () => {
    const ended = await runToEnd({ env: { FEISHU_APP_ID: 'cli_0123456789abcdef' } });
    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'mingqin: FEISHU_APP_ID set without MODE=production: say MODE=production, or unset them to run the demo\n',
    });
  });

  it.each(['18.20.4', '20.18.9', '12.0.0'])('says in one line that Node %s is too old', async (version) => {
    const ended = await runWithNode(version);
    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Mingqin needs Node 20.19 or newer; this is ${version}.\n`,
    });
  });
});

describe('the demo', { timeout: FIRST_START_MS }, () => {
  let data: string;
  let product: Product;
  let isRunning = true;
  let first: string[];
  let erased: unknown;
  let keys: ApiKeyList['keys'];
  beforeAll(async () => {
    data = join(dir, 'demo');
    // a long quiet time changes nothing about the history that is told
    product = await startProduct(data, { env: { SETTLE_SECONDS: '3600' } });
    first = await listCaseNumbers(product);
  }, FIRST_START_MS);
  afterAll(() => product?.stop('SIGTERM'));

  it('prints three addresses that answer, a key and what to try first', async () => {
    expect(product.stdout()).toMatch(/^key for company records \(shown once\): mq_\S+$/m);
    expect(product.stdout()).toMatch(/^Try first: .*王经理/m);
    for (const address of [`${product.app}/h5/`, product.console, product.sandbox])
      expect((await fetch(address)).status).toBe(200);
    expect(product.stderr()).toBe('');
    expect(first.length).toBeGreaterThanOrEqual(4);
  });

  it('is backed up while it runs; then somebody withdraws, has data deleted, and a key is revoked', async () => {
    const [code] = await operate('--backup', join(dir, 'backup'), '--dir', join(data, 'store'));
    expect(code).toBe(0);
    const [rep, hr, admin] = await visitAll(product);
    expect(await rep.send('DELETE', '/api/v1/consents/location')).toMatchObject({
      body: { state: 'withdrawn' },
    });
    const id = uuidv7();
    const asked = { id, kind: 'delete', topic: 'track', text: '请删除我的位置记录' };
    expect((await rep.send('POST', '/api/v1/my/data-requests', asked)).status).toBe(201);
    const answer = { result: 'done', reason: '已核对，同意删除本人的位置记录，不影响在办案件。' };
    const done = await hr.send('POST', `/api/v1/data-requests/${id}/answer`, answer);
    expect(done).toMatchObject({ body: { erased: { uploads: expect.any(Number) } } });
    erased = done.body;
    const live = (await keysOf(admin)).filter(({ revokedAt }) => revokedAt === undefined);
    expect((await admin.send('DELETE', `/api/v1/api-keys/${live[0]?.id}`)).status).toBe(200);
    keys = await keysOf(admin);
  });

  it('stops within five seconds at Ctrl-C and leaves no process behind', async () => {
    expect(findProcesses(data).length).toBeGreaterThan(0);
    const ended = await product.stop('SIGINT');
    isRunning = false;
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.ms).toBeLessThan(STOP_MS);
    await expect.poll(() => findProcesses(data), { timeout: STOP_MS }).toEqual([]);
  });

  it('is restored from that backup, which takes back again what was taken back since', async () => {
    const store = join(data, 'store');
    const [code, said] = await operate('--restore', join(dir, 'backup'), '--replace', '--dir', store);
    expect(said).toMatch(
      /^done again after a restore: 1 deletion, 1 withdrawn consent, 1 revoked key; the next start carries the deletions out$/m,
    );
    expect(code).toBe(0);
  });

  it('keeps its data, is quick the second time, and shows no key again', async () => {
    product = await startProduct(data);
    isRunning = true;
    expect(await listCaseNumbers(product)).toEqual(first);
    expect(product.ms).toBeLessThan(SECOND_START_MS);
    expect(product.stdout()).not.toMatch(/making the demo company|key for company records/);
    expect(product.stderr()).toBe('');
  });

  it('has neither what was deleted nor what was taken back after the restore', async () => {
    const [rep, , admin] = await visitAll(product);
    expect((await rep.get('/api/v1/consents')).body).toMatchObject({
      consents: expect.arrayContaining([expect.objectContaining({ kind: 'location', state: 'withdrawn' })]),
    });
    const { requests } = DataRequestListSchema.parse((await rep.get('/api/v1/my/data-requests')).body);
    expect(requests[0]?.erased?.uploads).toBeGreaterThan(0);
    expect(erased).toMatchObject({ erased: { uploads: requests[0]?.erased?.uploads } });
    expect(await keysOf(admin)).toEqual(expect.arrayContaining(keys));
  });

  journeyInBrowser(async () => {
    if (!isRunning) product = await startProduct(data);
    isRunning = true;
    return product;
  });

  it('begins anew with --reset, says how far it is, and stops as quickly while it makes the company', async () => {
    await product.stop('SIGTERM');
    const before = await readFile(join(data, 'demo.json'), 'utf8');
    const again = await startUntil(data, { args: ['--reset'] }, (text) =>
      text.includes('making the demo company: 0 %')
        ? (/the demo company is being made; (http\S+)/.exec(text)?.[1] ?? null)
        : null,
    );
    const page = await fetch(new URL('/h5/', again.found));
    expect(page.status).toBe(503);
    expect(await page.text()).toMatch(/正在准备示范公司[^]*共 \d+ 步，已完成 \d+ 步/);
    expect(await readFile(join(data, 'demo.json'), 'utf8')).not.toBe(before);
    const ended = await again.stop('SIGINT');
    expect(ended.ms).toBeLessThan(STOP_MS);
    await expect.poll(() => findProcesses(data), { timeout: STOP_MS }).toEqual([]);
  });
});

/** The cases as HR sees them; numbers are made when a case opens, so the same numbers are the same cases. */
async function listCaseNumbers({ app, sandbox }: Product): Promise<string[]> {
  const hr = await createVisitor({ appUrl: app, sandboxUrl: sandbox, employeeNo: HR_NO });
  const { cases } = CaseListSchema.parse((await hr.get('/api/v1/cases')).body);
  return cases.map(({ caseNo }) => caseNo).sort();
}

const visitAll = ({ app, sandbox }: Product): Promise<[Visitor, Visitor, Visitor]> => {
  const visit = (employeeNo: string) => createVisitor({ appUrl: app, sandboxUrl: sandbox, employeeNo });
  return Promise.all([visit(REP_NO), visit(HR_NO), visit(ADMIN_NO)]);
};

const keysOf = async (admin: Visitor): Promise<ApiKeyList['keys']> =>
  ApiKeyListSchema.parse((await admin.get('/api/v1/api-keys')).body).keys;

/** The exit code of an operator's command, and what it said. */
async function operate(...args: readonly string[]): Promise<[number, string]> {
  const said: string[] = [];
  const code = await runOperation(args, undefined, { out: () => undefined, err: (line) => said.push(line) });
  return [code, said.join('\n')];
}
