import mongoose from 'mongoose';
import { createFeishu } from '../../server/feishu/index.ts';
import { appId, appSecret } from '../sandbox/keys.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { relay } from '../../server/flow/relay.ts';
import { useDataKey } from '../../server/store/sealed.ts';
import { TEST_DATA_KEY } from '../support/data-key.ts';

/** One relay in a process of its own, which kills itself the n-th time it comes to a point. */
const [uri = '', database = '', sandboxUrl = '', now = '', point = '', nth = '1'] = process.argv.slice(2);
await mongoose.connect(uri, { dbName: database });
useDataKey(TEST_DATA_KEY);
const silent = { info: () => undefined, warn: () => undefined };
let left = Number(nth);
const deps: Deps = {
  feishu: createFeishu({ appId, appSecret, baseUrl: sandboxUrl, accountsUrl: sandboxUrl, logger: silent }),
  now: () => new Date(now),
  enqueue: () => Promise.resolve(),
  onRelay: (at) => {
    if (at !== point) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
  publicUrl: 'https://mingqin.example',
  approvalCodes: { decision: 'DECISION', declaration: 'DECLARATION' },
  secretKey: 'k'.repeat(32),
  settleMs: 1000,
};
await relay(deps);
await mongoose.disconnect();
