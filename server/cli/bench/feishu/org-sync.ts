import mongoose from 'mongoose';
import { createFeishu } from '../../../feishu/index.ts';
import type { Deps } from '../../../flow/deps.ts';
import { adoptOrgMapping, syncOrg } from '../../../flow/org/sync-org.ts';
import { listPeople } from '../../../store/people.ts';
import { makeIndexes } from '../../../store/indexes.ts';
import { atMost, rounded, type BenchResult } from '../bench.ts';
import { BENCH_DATABASE, dropBenchDatabase, startEmbeddedProcess } from '../embedded-process.ts';
import { departmentId, startDirectory } from './directory.ts';

const SIZE = { people: 20_000, departments: 2_000 };
const appId = 'cli_0123456789abcdef';

/** A whole directory from the first page to the last person saved; then again unchanged; then with one page that fails. */
export async function measureOrgSync(folder: string, say: (line: string) => void): Promise<BenchResult> {
  const store = await startEmbeddedProcess(folder);
  const directory = await startDirectory(SIZE);
  try {
    await mongoose.connect(store.uri, { dbName: BENCH_DATABASE });
    await makeIndexes();
    const deps = buildDeps(directory.url);
    await adoptOrgMapping(deps, buildMapping());
    const first = await timed(() => syncOrg(deps));
    const requests = directory.requests();
    const again = await timed(() => syncOrg(deps));
    const before = JSON.stringify(await listPeople());
    directory.failAt(departmentId(SIZE.departments - 1));
    const broken = await syncOrg(deps).then(
      () => 'applied',
      () => 'refused',
    );
    const isIntact = broken === 'refused' && JSON.stringify(await listPeople()) === before;
    say(`${first.result.joined} joined in ${first.seconds.toFixed(1)} s with ${requests} requests`);
    say(
      `unchanged: ${again.seconds.toFixed(1)} s; a failing page: ${broken}, ${isIntact ? 'state intact' : 'STATE CHANGED'}`,
    );
    return {
      figures: {
        orgFirstSyncS: rounded(first.seconds),
        orgNoChangeSyncS: rounded(again.seconds),
        orgRequests: requests,
      },
      bars: [
        atMost('orgJoinedMissing', 0, SIZE.people - first.result.joined),
        atMost('orgChangedWithoutChange', 0, again.result.joined + again.result.changed + again.result.left),
        atMost('orgChangedByBrokenPage', 0, isIntact ? 0 : 1),
      ],
    };
  } finally {
    await mongoose.disconnect();
    await dropBenchDatabase(store.uri);
    await directory.stop();
    await store.stop();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const startMs = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - startMs) / 1000 };
}

function buildDeps(url: string): Deps {
  const silent = { info: () => undefined, warn: () => undefined };
  return {
    feishu: createFeishu({ appId, appSecret: 'bench', baseUrl: url, accountsUrl: url, logger: silent }),
    now: () => new Date(),
    enqueue: () => Promise.resolve(),
    publicUrl: 'https://mingqin.example.com',
    approvalCodes: { decision: 'D', declaration: 'S' },
    secretKey: 'k'.repeat(32),
    settleMs: 1000,
  };
}

function buildMapping() {
  const regions = Array.from({ length: 12 }, (_, n) => n + 1);
  return {
    regions: regions.map((n) => ({ id: `r${n}`, name: `区域${n}`, departmentId: departmentId(n) })),
    stores: Array.from({ length: 1500 }, (_, n) => ({
      departmentId: departmentId(n + 300),
      placeId: `p${n}`,
    })),
    roleRules: [{ role: 'store_manager' as const, jobTitle: '店长' }],
    staffKinds: [{ jobTitle: '导购', kind: 'promoter' as const }],
    timeZone: 'Asia/Shanghai',
  };
}
