import mongoose from 'mongoose';
import { createFeishu } from '../../../server/feishu/index.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { useDataKey } from '../../../server/store/sealed.ts';
import { appId, appSecret } from '../../sandbox/keys.ts';
import { TEST_DATA_KEY } from '../../support/data-key.ts';
import { ACTS, puller } from './crash-acts.ts';

/** One job in a process of its own, which ends itself with kill -9 after the n-th thing it has changed; says how many there were. */
const [uri = '', database = '', sandboxUrl = '', now = '', act = '', killAt = '0'] = process.argv.slice(2);
useDataKey(TEST_DATA_KEY);
const WRITES = ['insert', 'update', 'delete', 'findAndModify'];
let changes = 0;
function count(): void {
  changes += 1;
  if (changes === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

const silent = { info: () => undefined, warn: () => undefined };
const feishu = createFeishu({
  appId,
  appSecret,
  baseUrl: sandboxUrl,
  accountsUrl: sandboxUrl,
  logger: silent,
  unpaced: true,
});
const deps: Deps = {
  feishu: {
    ...feishu,
    messages: counted(feishu.messages),
    approvals: counted(feishu.approvals),
    attendance: counted(feishu.attendance),
  },
  now: () => new Date(now),
  enqueue: () => Promise.resolve(),
  publicUrl: 'https://mingqin.example',
  approvalCodes: { decision: 'DECISION', declaration: 'DECLARATION', export: 'EXPORT' },
  secretKey: 'k'.repeat(32),
  settleMs: 1000,
  puller,
};
await mongoose.connect(uri, { dbName: database, monitorCommands: true });
mongoose.connection.getClient().on('commandSucceeded', ({ commandName }) => {
  if (WRITES.includes(commandName)) count();
});
await Object.entries(ACTS).find(([name]) => name === act)?.[1](deps);
await mongoose.disconnect();
process.stdout.write(`${changes}\n`);

/** The same calls; each answer of the platform is a moment to die at. */
function counted<T extends object>(part: T): T {
  return new Proxy(part, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return async (...given: unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(call, target, given);
        count();
        return answer;
      };
    },
  });
}
