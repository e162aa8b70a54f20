import { mappedRow } from '../../connectors/pull/mapped-row.ts';
import type { RecordRow } from '../../connectors/files/record-rows.ts';
import { ExternalIdSchema } from '../../contract/place.ts';
import { findNamed, isNamedBy, saveNamings } from '../../store/pulled-rows.ts';
import type { PullRun } from '../../store/pull-source-model.ts';
import { beginImport } from '../records/import-record.ts';
import { AT_ONCE, createRowTaker } from '../records/import-rows.ts';
import { importerOf, type Work } from './pull-end.ts';
import type { PulledPage } from './pull-page.ts';

/**
 * Takes the rows of a page as rows of a file are taken, and writes down which records they name; a run that brings nothing leaves no
 * import. The namings come after the rows: a page cut off is taken again.
 */
export async function takePage(work: Work, run: PullRun, page: PulledPage): Promise<PullRun> {
  const { deps, source, others, timeZone } = work;
  const { importId, startedAt, counts, no = 0 } = run;
  const { kind, fields, voidWhen } = source;
  const mapped = (row: unknown, at: number): RecordRow =>
    mappedRow({ kind, fields, voidWhen, timeZone }, row, at);
  const older = await olderRows(work, page, mapped);
  const rows = [...page.rows, ...older.again];
  const by = importerOf(source);
  const isNamedElsewhere = (externalId: string) => isNamedBy(others, externalId);
  const taker = createRowTaker(deps, { importId, kind, by, isNamedElsewhere }, counts);
  if (rows.length > 0 && counts.rows === 0)
    await beginImport({ id: importId, kind, by, startedAt, language: 'zh' });
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await taker.take(
      rows.slice(from, from + AT_ONCE).map((row, at) => mapped(row, counts.rows + from + at + 1)),
    );
  const namings = [...taker.namings(), ...older.named];
  await saveNamings(source, namings, { run: no, at: deps.now() });
  const isBlind = taker.isBlind() || older.isBlind || run.isBlind === true;
  const named = namings.filter(({ as }) => as !== 'gone').length;
  return {
    ...run,
    counts: taker.counts(),
    named: (run.named ?? 0) + named,
    ...(isBlind && { isBlind }),
  };
}

/**
 * Rows of a table that have not changed since the last pull name their records. One whose record the source does not name, since it was
 * away for a while, is taken as a changed one is.
 */
async function olderRows(
  { source, firstAt }: Work,
  { older = [] }: PulledPage,
  mapped: (row: unknown, at: number) => RecordRow,
) {
  const found = older.map(({ row, changedAt }) => ({ row, changedAt, ...idOf(mapped(row, 0)) }));
  const there = found.filter((one) => one.isVoid !== true && one.id !== undefined);
  const known = await findNamed(
    source,
    there.flatMap(({ id }) => (id === undefined ? [] : [id])),
  );
  const isKnown = ({ id }: { id?: string }): boolean => id !== undefined && known.has(id);
  return {
    again: there.filter((one) => !isKnown(one) && one.changedAt >= firstAt).map(({ row }) => row),
    named: there.filter(isKnown).map(({ id = '' }) => ({ externalId: id, as: 'refused' }) as const),
    isBlind: found.some(({ id }) => id === undefined),
  };
}

function idOf(row: RecordRow): { id?: string; isVoid?: boolean } {
  if ('unread' in row) return {};
  const id = ExternalIdSchema.safeParse(row.externalId);
  return id.success ? { id: id.data, isVoid: row.voidBy !== undefined } : {};
}
