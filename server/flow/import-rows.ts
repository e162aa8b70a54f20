import type { RecordRow } from '../connectors/files/record-rows.ts';
import type { RecordKind } from '../contract/records.ts';
import { said } from '../contract/texts/record-faults.ts';
import { AppError, faultsOf, type FieldFault } from '../errors.ts';
import { MAX_FAULTS, noteImport, type ImportCounts, type KeptFault } from '../store/imports.ts';
import type { Deps } from './deps.ts';
import { keptFault } from './import-faults.ts';
import { createKnown, type Known } from './record-references.ts';
import { parseRecord, putRecord } from './work-records.ts';

/** Rows put side by side, and after how many the progress is written down. */
export const AT_ONCE = 16;
export const NO_COUNTS: ImportCounts = {
  rows: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  noticed: 0,
};
type What = Readonly<{ importId: string; kind: RecordKind; by: string }>;

/** Puts rows of an import that has begun, group by group, and notes how far it is; goes on from `start`. */
export function createRowTaker(
  deps: Deps,
  what: What,
  start: ImportCounts = NO_COUNTS,
): Readonly<{ take: (rows: readonly RecordRow[]) => Promise<void>; counts: () => ImportCounts }> {
  const counts = { ...start };
  const known = createKnown();
  const rowOf = new Map<string, number>();
  return {
    counts: () => ({ ...counts }),
    take: async (rows) => {
      const found = { faults: new Array<KeptFault>(), notices: new Array<KeptFault>() };
      await Promise.all(
        sameIdTogether(rows).map(async (same) => {
          for (const row of same) {
            const { result, fault, notices = [] } = await putRow(deps, row, { ...what, known, rowOf });
            if (result !== undefined) counts[result] += 1;
            if (fault) found.faults.push(fault);
            found.notices.push(...notices);
          }
        }),
      );
      const keep = (which: 'faults' | 'notices', before: number): KeptFault[] =>
        found[which].toSorted((a, b) => a.row - b.row).slice(0, Math.max(0, MAX_FAULTS - before));
      const kept = { faults: keep('faults', counts.refused), notices: keep('notices', counts.noticed) };
      counts.rows += rows.length;
      counts.refused += found.faults.length;
      counts.noticed += found.notices.length;
      await noteImport(what.importId, counts, kept);
    },
  };
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

type Outcome = Readonly<{
  result?: 'created' | 'updated' | 'unchanged';
  fault?: KeptFault;
  notices?: readonly KeptFault[];
}>;
/** What rows refer to, and which row brought an id that was taken. */
type How = What & Readonly<{ known: Known; rowOf: Map<string, number> }>;

async function putRow(deps: Deps, row: RecordRow, { kind, by, known, rowOf }: How): Promise<Outcome> {
  const refuse = ([first]: readonly FieldFault[]): Outcome => ({
    fault: keptFault(first ?? { field: 'row', ...said('invalid') }, row),
  });
  if ('openQuote' in row) return refuse([{ field: 'row', ...said('quote', { line: row.line }) }]);
  const { externalId, body: record } = row;
  const parsed = parseRecord({ kind, externalId, record });
  if ('faults' in parsed) return refuse(parsed.faults);
  const id = parsed.put.externalId;
  try {
    const { result, notices } = await putRecord(deps, parsed.put, { by, known });
    const before = rowOf.get(id);
    rowOf.set(id, row.row);
    const again = before === undefined ? [] : [{ field: 'externalId', ...said('idAgain', { n: before }) }];
    return { result, notices: [...again, ...notices].map((one) => keptFault(one, row)) };
  } catch (error) {
    const faults = error instanceof AppError ? faultsOf(error) : [];
    if (faults.length === 0) throw error;
    return refuse(faults);
  }
}
