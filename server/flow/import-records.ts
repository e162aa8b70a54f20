import { readRecordRows, type RecordRow } from '../connectors/files/record-rows.ts';
import type { ImportFault, RecordKind } from '../contract/records.ts';
import { AppError, faultsOf } from '../errors.ts';
import { endImport, findImport, MAX_FAULTS, noteImport, startImport, type Import } from '../store/imports.ts';
import type { Deps } from './deps.ts';
import { knownPeople, parseRecord, putRecord, type KnownPeople } from './work-records.ts';

/** Rows put side by side, and after how many the progress is written down. */
const AT_ONCE = 16;

/**
 * Puts every row of a CSV file under its own id. A bad row is noted with its number, field and what is allowed, and the rest goes on;
 * sending the file again repeats nothing. Answers the import as it ended.
 */
export async function importRecords(
  deps: Deps,
  input: Readonly<{ importId: string; kind: RecordKind; by: string; bytes: AsyncIterable<Uint8Array> }>,
): Promise<Import> {
  const { importId, kind, by, bytes } = input;
  const startedAt = deps.now();
  const counts = { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };
  const fresh: Import = { id: importId, kind, by, status: 'running', startedAt, ...counts, faults: [] };
  const entry = {
    at: startedAt,
    actorId: by,
    action: 'records.import',
    subject: `imports:${importId}`,
    to: kind,
  };
  await startImport(fresh, [{ id: `${importId}:${+startedAt}`, kind: 'audit', entry }]);
  const people = knownPeople();
  let noted = 0;
  const settle = async (rows: readonly RecordRow[]): Promise<void> => {
    const faults: ImportFault[] = [];
    await Promise.all(
      sameIdTogether(rows).map(async (same) => {
        for (const row of same) {
          const outcome = await putRow(deps, row, { kind, by, people });
          if (typeof outcome === 'string') counts[outcome] += 1;
          else faults.push(outcome);
        }
      }),
    );
    counts.rows += rows.length;
    counts.refused += faults.length;
    const kept = faults.toSorted((a, b) => a.row - b.row).slice(0, MAX_FAULTS - noted);
    noted += kept.length;
    await noteImport(importId, counts, kept);
  };
  const end = await run(readRecordRows(kind, bytes), settle);
  await endImport(importId, { ...end, at: deps.now() });
  return (await findImport(importId)) ?? fresh;
}

/** Rows of one record must follow each other: the last one counts. */
function sameIdTogether(rows: readonly RecordRow[]): RecordRow[][] {
  const groups = new Map<unknown, RecordRow[]>();
  for (const row of rows) groups.set(row.externalId, [...(groups.get(row.externalId) ?? []), row]);
  return [...groups.values()];
}

type End = Readonly<{ status: 'finished' | 'failed'; why?: string }>;

async function run(
  rows: AsyncIterable<RecordRow>,
  settle: (rows: readonly RecordRow[]) => Promise<void>,
): Promise<End> {
  let group: RecordRow[] = [];
  try {
    for await (const row of rows) {
      group.push(row);
      if (group.length < AT_ONCE) continue;
      await settle(group);
      group = [];
    }
    await settle(group);
    return { status: 'finished' };
  } catch (error) {
    await settle(group);
    if (error instanceof AppError) return { status: 'failed', why: error.message };
    if (isBrokenUpload(error)) return { status: 'failed', why: 'the file ended too early; send it again' };
    throw error;
  }
}

async function putRow(
  deps: Deps,
  { row, externalId, body }: RecordRow,
  { kind, by, people }: { kind: RecordKind; by: string; people: KnownPeople },
): Promise<'created' | 'updated' | 'unchanged' | ImportFault> {
  const parsed = parseRecord({ kind, externalId, record: body });
  if ('faults' in parsed) return { row, field: 'row', reason: 'invalid', ...parsed.faults[0] };
  try {
    return await putRecord(deps, parsed.put, { by, people });
  } catch (error) {
    const [fault] = error instanceof AppError ? faultsOf(error) : [];
    if (fault === undefined) throw error;
    return { row, ...fault };
  }
}

const isBrokenUpload = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ECONNABORTED');
