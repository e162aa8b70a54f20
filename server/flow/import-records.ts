import { readRecordRows, type RecordRow } from '../connectors/files/record-rows.ts';
import type { ImportFault, RecordKind } from '../contract/records.ts';
import { recordFault, sayFault, type FaultLanguage } from '../contract/texts/record-faults.ts';
import { AppError, faultsOf, type FieldFault } from '../errors.ts';
import { endImport, findImport, MAX_FAULTS, noteImport, startImport, type Import } from '../store/imports.ts';
import type { Deps } from './deps.ts';
import { createKnown, type Known } from './record-references.ts';
import { parseRecord, putRecord } from './work-records.ts';

/** Rows put side by side, and after how many the progress is written down. */
const AT_ONCE = 16;

type What = Readonly<{ importId: string; kind: RecordKind; by: string; language: FaultLanguage }>;

/**
 * Puts every row of a CSV file under its own id. A bad row is noted with its number, its column and what is allowed, in the language of
 * who sends it, and the rest goes on; sending the file again repeats nothing. Answers the import as it ended.
 */
export async function importRecords(
  deps: Deps,
  { bytes, ...what }: What & Readonly<{ bytes: AsyncIterable<Uint8Array> }>,
): Promise<Import> {
  const { importId, kind, by, language } = what;
  const startedAt = deps.now();
  const counts = { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0, noticed: 0 };
  const fresh: Import = {
    id: importId,
    kind,
    by,
    status: 'running',
    startedAt,
    ...counts,
    faults: [],
    notices: [],
  };
  const entry = {
    at: startedAt,
    actorId: by,
    action: 'records.import',
    subject: `imports:${importId}`,
    to: kind,
  };
  await startImport(fresh, [{ id: `${importId}:${+startedAt}`, kind: 'audit', entry }]);
  const known = createKnown();
  const noted = { faults: 0, notices: 0 };
  const settle = async (rows: readonly RecordRow[]): Promise<void> => {
    const found = { faults: new Array<ImportFault>(), notices: new Array<ImportFault>() };
    await Promise.all(
      sameIdTogether(rows).map(async (same) => {
        for (const row of same) {
          const { result, fault, notices = [] } = await putRow(deps, row, { ...what, known });
          if (result !== undefined) counts[result] += 1;
          if (fault) found.faults.push(fault);
          found.notices.push(...notices);
        }
      }),
    );
    counts.rows += rows.length;
    counts.refused += found.faults.length;
    counts.noticed += found.notices.length;
    const keep = (which: 'faults' | 'notices'): ImportFault[] => {
      const kept = found[which].toSorted((a, b) => a.row - b.row).slice(0, MAX_FAULTS - noted[which]);
      noted[which] += kept.length;
      return kept;
    };
    await noteImport(importId, counts, { faults: keep('faults'), notices: keep('notices') });
  };
  const end = await run(readRecordRows(kind, bytes, language), { settle, language });
  const at = deps.now();
  const ended = { ...entry, at, action: 'records.import_end', from: 'running', to: end.status };
  const audit = { id: `${importId}:${+startedAt}:end`, kind: 'audit', entry: ended } as const;
  await endImport(importId, { ...end, at }, [audit]);
  await deps.enqueue({ name: 'relay' });
  return (await findImport(importId)) ?? fresh;
}

/** Rows of one record must follow each other: the last one counts. */
function sameIdTogether(rows: readonly RecordRow[]): RecordRow[][] {
  const groups = new Map<unknown, RecordRow[]>();
  for (const row of rows) {
    const id = 'externalId' in row ? row.externalId : undefined;
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return [...groups.values()];
}

type End = Readonly<{ status: 'finished' | 'failed'; why?: string }>;

async function run(
  rows: AsyncIterable<RecordRow>,
  { settle, language }: { settle: (rows: readonly RecordRow[]) => Promise<void>; language: FaultLanguage },
): Promise<End> {
  let waiting: RecordRow[] = [];
  const settleWaiting = (): Promise<void> => {
    const group = waiting;
    // Taken out before it is settled: a group that could not be is not settled again below.
    waiting = [];
    return settle(group);
  };
  try {
    for await (const row of rows) {
      waiting.push(row);
      if (waiting.length === AT_ONCE) await settleWaiting();
    }
    await settleWaiting();
    return { status: 'finished' };
  } catch (error) {
    await settleWaiting();
    if (error instanceof AppError) return { status: 'failed', why: whyOf(error, language) };
    if (isBrokenUpload(error)) return { status: 'failed', why: recordFault('cutOff', language) };
    throw error;
  }
}

function whyOf(error: AppError, language: FaultLanguage): string {
  if (error.code === 'too_large')
    return recordFault('longFile', language, { allowed: String(error.details['allowed']) });
  const reasons = faultsOf(error).map(({ reason }) => reason);
  return reasons.length > 0 ? reasons.join('; ') : error.message;
}

type Outcome = Readonly<{
  result?: 'created' | 'updated' | 'unchanged';
  fault?: ImportFault;
  notices?: readonly ImportFault[];
}>;

async function putRow(deps: Deps, row: RecordRow, how: What & { known: Known }): Promise<Outcome> {
  const { kind, by, known, language } = how;
  if ('openQuote' in row) {
    const reason = recordFault('quote', language, { line: row.line });
    return { fault: { row: row.row, field: 'row', reason } };
  }
  const { externalId, body: record } = row;
  const name = (fault: FieldFault): ImportFault => ({ row: row.row, ...asInFile(fault, row, language) });
  const refuse = ([first]: readonly FieldFault[]): Outcome => ({
    fault: name(first ?? { field: 'row', reason: recordFault('invalid', language) }),
  });
  const parsed = parseRecord({ kind, externalId, record }, language);
  if ('faults' in parsed) return refuse(parsed.faults);
  try {
    const { result, notices } = await putRecord(deps, parsed.put, { by, known, language });
    return { result, notices: notices.map(name) };
  } catch (error) {
    const faults = error instanceof AppError ? faultsOf(error) : [];
    if (faults.length === 0) throw error;
    return refuse(faults.map((fault) => ({ field: fault.field, reason: sayFault(fault, language) })));
  }
}

/** The fault under the name the file has for its column; the number in a list goes into the reason. */
function asInFile(
  { field, reason }: FieldFault,
  { columnOf }: Extract<RecordRow, { columnOf: object }>,
  language: FaultLanguage,
): FieldFault {
  const whole = columnOf.get(field);
  if (whole !== undefined) return { field: whole, reason };
  const inner = [...columnOf].filter(([name]) => name.startsWith(`${field}.`)).map(([, column]) => column);
  if (inner.length > 0) return { field: inner.join(', '), reason };
  const [outer = '', index] = field.split('.');
  const column = columnOf.get(outer);
  if (column === undefined || index === undefined) return { field: column ?? field, reason };
  return { field: column, reason: recordFault('position', language, { n: Number(index) + 1, reason }) };
}

const isBrokenUpload = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ECONNABORTED');
