import { readConfig, type Config } from './config.ts';
import { dropUnfinished, openDataDir, resetDataDir } from './main/data-dir.ts';
import { endOnUnexpected } from './main/last-resort.ts';
import { openStore } from './main/open-store.ts';
import { requireRoom, ROOM_MIB } from './main/room.ts';
import { StartFault } from './main/start-fault.ts';
import { stopOnSignals, type Running } from './main/stop.ts';

endOnUnexpected();
const FLAGS = ['--reset', '--dev'] as const;
const USAGE = `usage: npm start [-- --reset | --dev]
Without settings: a demo company on an embedded store and a sandbox tenant, in DATA_DIR (.data).
  --reset  removes the demo's data and makes the company anew
  --dev    rebuilds the pages on every change
Settings are environment variables; they, and how to run it on a real tenant, stand in server/deploy/README.md.`;

await main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof StartFault) complain([error.message]);
  else complain([error instanceof Error ? (error.stack ?? error.message) : String(error)]);
});

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return say(USAGE);
  const unknown = args.filter((arg) => !FLAGS.some((flag) => flag === arg));
  if (unknown.length > 0)
    return complain([`unknown option ${unknown.join(' ')}; allowed: ${FLAGS.join(' ')}`]);
  const read = readConfig(process.env);
  if ('faults' in read) return complain(read.faults);
  stopOnSignals(await start(read.config, args));
}

async function start(config: Config, args: readonly string[]): Promise<Running> {
  if (config.mode === 'production') {
    if (args.includes('--reset'))
      throw new StartFault('--reset is for the demo only; production data is never removed by an option');
    const { startProduction } = await import('./main/production.ts');
    return await startProduction(config, say);
  }
  await openDataDir(config.dataDir);
  if (args.includes('--reset')) await resetDataDir(config.dataDir);
  await dropUnfinished(config.dataDir, say);
  await requireRoom(config.dataDir, ROOM_MIB.demo);
  // The store starts while the rest of the program is still being loaded.
  const opening = openStore(config, () => undefined);
  opening.catch(() => undefined);
  const { startDemo } = await import('./main/demo.ts');
  return await startDemo(config, { opening, say, isDev: args.includes('--dev') });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`mingqin: ${line}\n`);
  process.exit(1);
}
