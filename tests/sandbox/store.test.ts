import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildCard } from './cards.ts';
import { buildClient, buildSeed, startSandbox } from './support.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const sendTo = (client: ReturnType<typeof buildClient>, id: string) =>
  client.im.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: id, msg_type: 'interactive', content: JSON.stringify(buildCard()) },
  });

it('keeps messages, people and order over a restart, and the seed no longer counts', async () => {
  const first = await startSandbox({ dir });
  await sendTo(first.client, 'ou_p1');
  first.sandbox.removeUser('ou_p2');
  await first.sandbox.close();

  const second = await startSandbox({ dir, seed: buildSeed({ name: '另一家' }) });
  await sendTo(second.client, 'ou_p1');
  expect(second.sandbox.messages().map((message) => message.seq)).toEqual([1, 2]);
  expect(second.sandbox.messages()[0]?.card?.header?.title.content).toBe('【待核实】M-1023');
  const left = await second.client.contact.user.get({ path: { user_id: 'ou_p2' } });
  expect(left.data?.user?.status?.is_resigned).toBe(true);
  await second.sandbox.close();
});

it('has the approval definitions of today, and those of its instances', async () => {
  const { sandbox } = await startSandbox({ dir });
  await sandbox.close();
  const widgets = [{ id: 'why', type: 'input', name: '理由' }] as const;
  const seed = buildSeed({ approvalDefinitions: [{ code: 'NEW', name: '新的审批', widgets: [...widgets] }] });
  const later = await startSandbox({ dir, seed });
  const subscribe = (code: string) =>
    later.client.approval.approval.subscribe({ path: { approval_code: code } });
  expect((await subscribe('NEW')).code).toBe(0);
  const before = buildSeed({}).approvalDefinitions[0]?.code ?? '';
  expect((await subscribe(before)).code).toBe(0);
  await later.sandbox.close();
});

it('loses nothing it acknowledged when it is killed', async () => {
  const script = `
    import { startSandbox } from ${JSON.stringify(pathToFileURL(resolve('tests/sandbox/support.ts')).href)};
    const { sandbox, client } = await startSandbox({ dir: ${JSON.stringify(dir)} });
    const content = JSON.stringify({ text: '收到' });
    const data = { receive_id: 'ou_p1', msg_type: 'text', content };
    await client.im.message.create({ params: { receive_id_type: 'open_id' }, data });
    process.kill(process.pid, 'SIGKILL');
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  const { sandbox } = await startSandbox({ dir });
  expect(sandbox.messages().map((message) => message.content)).toEqual(['{"text":"收到"}']);
  await sandbox.close();
}, 120_000);

it('starts anew on reset', async () => {
  const { sandbox, client } = await startSandbox({ dir });
  await sendTo(client, 'ou_p1');
  sandbox.reset();
  expect(sandbox.messages()).toEqual([]);
  expect((await sendTo(buildClient(sandbox), 'ou_p1')).code).toBe(0);
  await sandbox.close();
});
