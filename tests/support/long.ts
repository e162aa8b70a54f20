import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The long tier: same test files as `npm test`, with the counts named here; `title` picks the repeated test. */
const LONG: Readonly<Record<string, { file: string; title: string; runs: number }>> = {
  'shift-fence': { file: 'tests/domain/working-time.test.ts', title: 'R1', runs: 100_000 },
  'embedded-model': { file: 'tests/embedded/model.test.ts', title: 'random histories', runs: 10_000 },
  'embedded-kill': { file: 'tests/embedded/durability.test.ts', title: 'kill -9', runs: 200 },
  'embedded-power': {
    file: 'tests/embedded/power-loss.test.ts',
    title: 'keeps what was answered',
    runs: 200,
  },
  'case-matrix': { file: 'tests/http/case-matrix.test.ts', title: 'cells:', runs: 10_368 },
  'feishu-guard': { file: 'tests/feishu/guard-seeds.test.ts', title: 'seeds:', runs: 200 },
  'case-walks': { file: 'tests/flow/case/random-walks.test.ts', title: 'walks:', runs: 300 },
  'phone-walks': { file: 'tests/flow/ingest/random-phones.test.ts', title: 'phones:', runs: 300 },
  'ask-walks': { file: 'tests/flow/approval/random-asks.test.ts', title: 'asks:', runs: 300 },
  'outbox-kill': { file: 'tests/flow/outbox-kill.test.ts', title: 'kill -9', runs: 100 },
  'job-kill': { file: 'tests/flow/crash/crash.test.ts', title: 'kill -9', runs: 320 },
  'evidence-pack': {
    file: 'tests/flow/pack/pack.test.ts',
    title: 'every altered byte',
    runs: 10_000,
  },
  'phone-sync': { file: 'tests/miniapp/track/phone-sync.test.ts', title: 'sync:', runs: 500 },
  journey: { file: 'tests/journey/journey.test.ts', title: 'go as they are written', runs: 12 },
  'feishu-storms': { file: 'tests/flow/storm.test.ts', title: 'storms:', runs: 40 },
  'random-requests': { file: 'tests/http/random-requests.test.ts', title: 'requests:', runs: 250_000 },
  'feishu-events': { file: 'tests/flow/exactly-once.test.ts', title: 'events:', runs: 10_000 },
};

const name = process.argv[2] ?? '';
const plan = Object.hasOwn(LONG, name) ? LONG[name] : undefined;
if (plan === undefined) {
  console.error(`usage: npm run -s test:long -- NAME\nnames: ${Object.keys(LONG).join(', ')}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'mingqin-long-'));
const log = join(folder, 'runs');
writeFileSync(log, '');
const vitest = spawnSync('npx', ['vitest', 'run', plan.file, '-t', plan.title, '--testTimeout', '3600000'], {
  env: { ...process.env, RUNS: String(plan.runs), RUNS_LOG: log },
  stdio: ['ignore', 2, 2],
});
const counts = readFileSync(log, 'utf8').trim().split('\n').filter(Boolean);
rmSync(folder, { recursive: true });
const sum = (column: number): number =>
  counts.reduce((total, line) => total + Number(line.split(' ')[column]), 0);
const failed = Math.max(sum(1), vitest.status === 0 ? 0 : 1);
console.log(`${name} planned ${plan.runs} ran ${sum(0)} failed ${failed}`);
process.exit(failed > 0 || sum(0) < plan.runs ? 1 : 0);
