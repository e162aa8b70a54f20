import type { RecordRow } from '../../connectors/files/record-rows.ts';
import type { RecordKind } from '../../contract/records.ts';
import { said } from '../../contract/texts/record-faults.ts';
import { AppError, faultsOf, type FieldFault } from '../../errors.ts';
import { MAX_FAULTS, noteImport, type ImportCounts, type KeptFault } from '../../store/imports.ts';
import { noteRecord } from '../../metrics/work.ts';
import type { Deps } from '../deps.ts';
import { keptFault, keptFaults } from './import-faults.ts';
import { readRecord } from './record-checks.ts';
import { createKnown, type Known } from './record-references.ts';
import type { Put } from './records.ts';
import { digestOf, findKeptDigest, putRecord } from './work-records.ts';

/** Rows put side by side, which share their commands, and after how many the progress is written down. */
export const AT_ONCE = 128;
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
  const seen: How['seen'] = new Map();
  return {
    counts: () => ({ ...counts }),
    take: async (rows) => {
      const found = { faults: new Array<KeptFault>(), notices: new Array<KeptFault>() };
      await Promise.all(
        sameIdTogether(rows).map(async (same) => {
          for (const row of same) {
            const {
              result,
              instead,
              fault,
              notices = [],
            } = await putRow(deps, row, { ...what, known, seen });
            if (result !== undefined) counts[result] += 1;
            if (instead !== undefined) {
              counts[instead] -= 1;
              counts.unchanged += 1;
            }
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
      await noteImport(what.importId, counts, { ...kept, at: deps.now() });
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
  result?: Put;
  /** What an earlier row of the same id was counted as: this one counts, and that one has changed nothing. */
  instead?: Put;
  fault?: KeptFault;
  notices?: readonly KeptFault[];
}>;
/** Of an id that was taken: which row brought it last, what that row is counted as, and what was kept before the import. */
type Seen = Readonly<{ row: number; result: Put; before: string | undefined }>;
/** What rows refer to, and what they have brought. */
type How = What & Readonly<{ known: Known; seen: Map<string, Seen> }>;

async function putRow(deps: Deps, row: RecordRow, { kind, by, known, seen }: How): Promise<Outcome> {
  const refuse = (faults: readonly FieldFault[]): Outcome => {
    noteRecord(kind, 'refused');
    return { fault: keptFaults(faults, row) };
  };
  if ('openQuote' in row) return refuse([{ field: 'row', ...said('quote', { line: row.line }) }]);
  const { externalId, body: record } = row;
  const parsed = await readRecord(deps, { kind, externalId, record }, known);
  if ('faults' in parsed) return refuse(parsed.faults);
  const id = parsed.put.externalId;
  try {
    const again = seen.get(id);
    const before = again ? again.before : await findKeptDigest(parsed.put);
    const { result: put, notices } = await putRecord(deps, parsed.put, { by, known });
    const result = again ? changeFrom(before, digestOf(parsed.put)) : put;
    seen.set(id, { row: row.row, result, before });
    const told = again ? [{ field: 'externalId', ...said('idAgain', { n: again.row }) }] : [];
    return {
      result,
      ...(again && { instead: again.result }),
      notices: [...told, ...notices].map((one) => keptFault(one, row)),
    };
  } catch (error) {
    const faults = error instanceof AppError ? faultsOf(error) : [];
    if (faults.length === 0) throw error;
    return refuse(faults);
  }
}

const changeFrom = (before: string | undefined, after: string): Put => {
  if (before === undefined) return 'created';
  return before === after ? 'unchanged' : 'updated';
};
