import type { RecordRow } from '../connectors/files/record-rows.ts';
import type { ImportFault, RecordKind } from '../contract/records.ts';
import { recordFault, sayFault, type FaultLanguage } from '../contract/texts/record-faults.ts';
import { AppError, faultsOf, type FieldFault } from '../errors.ts';
import { MAX_FAULTS, noteImport, type ImportCounts } from '../store/imports.ts';
import type { Deps } from './deps.ts';
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
type What = Readonly<{ importId: string; kind: RecordKind; by: string; language: FaultLanguage }>;

/** Puts rows of an import that has begun, group by group, and notes how far it is; goes on from `start`. */
export function createRowTaker(
  deps: Deps,
  what: What,
  start: ImportCounts = NO_COUNTS,
): Readonly<{ take: (rows: readonly RecordRow[]) => Promise<void>; counts: () => ImportCounts }> {
  const counts = { ...start };
  const known = createKnown();
  return {
    counts: () => ({ ...counts }),
    take: async (rows) => {
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
      const keep = (which: 'faults' | 'notices', before: number): ImportFault[] =>
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
export function asInFile(
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
