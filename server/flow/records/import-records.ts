import { randomUUID } from 'node:crypto';
import { readRecordRows, type RecordRow } from '../../connectors/files/record-rows.ts';
import type { RecordKind } from '../../contract/records.ts';
import { recordFault } from '../../contract/texts/record-faults.ts';
import type { Language } from '../../contract/texts/sentence.ts';
import { AppError, conflict, faultsOf } from '../../errors.ts';
import { findImport, isLastTurn, type Import } from '../../store/imports.ts';
import { beatImport } from '../../store/running-imports.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { Deps } from '../deps.ts';
import { beginImport, finishImport, type ImportEnd } from './import-record.ts';
import { AT_ONCE, createRowTaker } from './import-rows.ts';

/** How often an import says that it goes on, however slowly its file comes. */
const BEAT_MS = 20_000;

type What = Readonly<{ importId: string; kind: RecordKind; by: string; language: Language }>;

/**
 * Puts every row of a CSV file under its own id. A bad row is noted with its number, its column and what is allowed, in the language of
 * who sends it, and the rest goes on; sending the file again repeats nothing. Answers the import as it ended.
 */
export async function importRecords(
  deps: Deps,
  {
    bytes,
    beatMs = BEAT_MS,
    ...what
  }: What & Readonly<{ bytes: AsyncIterable<Uint8Array>; beatMs?: number }>,
): Promise<Import> {
  const { importId: id, kind, by, language } = what;
  const turnId = randomUUID();
  const fresh = await beginImport({ id, turnId, kind, by, language, startedAt: deps.now() });
  const timeZone = await getTimeZone();
  const { take } = createRowTaker(deps, { ...what, turnId });
  const rows = readRecordRows({ kind, language, timeZone }, bytes);
  // A beat that is missed is made up by the next one.
  const beat = () => void beatImport(fresh, deps.now()).catch(() => undefined);
  const beating = setInterval(beat, beatMs);
  const end = await run(rows, { settle: take, language }).finally(() => clearInterval(beating));
  if (!(await isLastTurn(fresh))) throw conflict('import_begun_anew');
  await finishImport(deps, fresh, end);
  return (await findImport(id)) ?? fresh;
}

async function run(
  rows: AsyncIterable<RecordRow>,
  { settle, language }: { settle: (rows: readonly RecordRow[]) => Promise<void>; language: Language },
): Promise<ImportEnd> {
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
    // Throws again where the file was sent anew.
    await settleWaiting();
    if (error instanceof AppError) return { status: 'failed', why: whyOf(error, language) };
    if (isBrokenUpload(error)) return { status: 'failed', why: recordFault('cutOff', language) };
    throw error;
  }
}

function whyOf(error: AppError, language: Language): string {
  if (error.code === 'too_large')
    return recordFault('longFile', language, { allowed: String(error.details['allowed']) });
  const reasons = faultsOf(error).map(({ reason }) => reason);
  return reasons.length > 0 ? reasons.join('; ') : error.message;
}

const isBrokenUpload = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ECONNABORTED');
