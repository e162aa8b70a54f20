import { parseArgs } from 'node:util';
import { backUp } from './backup.ts';
import { checkFolder } from './check-folder.ts';
import { listFolder, reapplyList } from './reapply-list.ts';
import { restore } from './restore.ts';
import { type Source, withClient } from './with-client.ts';

export type Io = Readonly<{ out: (line: string) => void; err: (line: string) => void }>;

const USAGE = [
  'usage: npm run -s embedded -- --check FOLDER',
  '       npm run -s embedded -- --backup FILE (--dir FOLDER | --uri URI) [--database NAME]',
  '       npm run -s embedded -- --restore FILE (--dir FOLDER | --uri URI) [--database NAME] [--replace]',
  'without --dir and --uri the address is MONGODB_URI',
].join('\n');

/** Whether these arguments ask for something else than to run the server. */
export function isOperation(args: readonly string[]): boolean {
  return args.some((arg) => /^--(check|backup|restore)(=|$)/.test(arg));
}

/** Check, backup or restore: one line of JSON on `out`, the rest on `err`; the exit code 0 done, 1 failed, 2 wrong usage. */
export async function runOperation(
  args: readonly string[],
  mongodbUri: string | undefined,
  io: Io,
): Promise<0 | 1 | 2> {
  const operation = readOperation(args, mongodbUri);
  if (operation === undefined) {
    io.err(USAGE);
    return 2;
  }
  try {
    return await run(operation, io);
  } catch (error) {
    io.err(`embedded database: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

type Transfer = Readonly<{ file: string; source: Source; database: string | undefined }>;
type Operation =
  | Readonly<{ kind: 'check'; dir: string }>
  | (Readonly<{ kind: 'backup' }> & Transfer)
  | (Readonly<{ kind: 'restore'; replace: boolean }> & Transfer);

async function run(operation: Operation, io: Io): Promise<0 | 1> {
  if (operation.kind === 'check') return checkFolder(operation.dir, io);
  const { file, source, database } = operation;
  const result = await withClient(source, operation.kind, async (client, uri) => {
    if (operation.kind === 'backup') return await backUp(client, file, { database, say: io.err });
    const restored = await restore(client, file, { database, replace: operation.replace, say: io.err });
    const again = await reapplyList(uri, listFolder(source, process.env['DATA_DIR']), database);
    if (again !== null) io.err(again);
    return restored;
  });
  io.out(JSON.stringify(result));
  return 0;
}

function readOperation(args: readonly string[], mongodbUri: string | undefined): Operation | undefined {
  const values = readValues(args);
  if (!values) return undefined;
  const { check, backup, restore: restored, dir, uri = mongodbUri, database, replace } = values;
  const chosen = [check, backup, restored].filter((value) => value !== undefined);
  if (chosen.length !== 1 || chosen[0] === '' || (dir !== undefined && values.uri !== undefined))
    return undefined;
  if (check !== undefined)
    return dir === undefined && values.uri === undefined && database === undefined && !replace
      ? { kind: 'check', dir: check }
      : undefined;
  const source: Source | undefined = dir ? { dir } : uri ? { uri } : undefined;
  if (!source) return undefined;
  if (restored !== undefined) return { kind: 'restore', file: restored, source, database, replace };
  return backup !== undefined && !replace ? { kind: 'backup', file: backup, source, database } : undefined;
}

function readValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        check: { type: 'string' },
        backup: { type: 'string' },
        restore: { type: 'string' },
        dir: { type: 'string' },
        uri: { type: 'string' },
        database: { type: 'string' },
        replace: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    return undefined;
  }
}
