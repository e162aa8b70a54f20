import type { RecordRow } from '../../connectors/files/record-rows.ts';
import { conflict } from '../../errors.ts';
import {
  isLastTurn,
  MAX_FAULTS,
  noteImport,
  type ImportCounts,
  type KeptFault,
} from '../../store/imports.ts';
import type { Naming } from '../../store/pulled-rows.ts';
import type { Deps } from '../deps.ts';
import { putRow, type How, type Outcome, type RowsOf } from './put-row.ts';
import { createKnown } from './record-references.ts';
import { createAddresses } from './row-address.ts';

/** Rows put side by side, which share their commands, and after how many the progress is written down. */
export const AT_ONCE = 128;
export const NO_COUNTS: ImportCounts = {
  rows: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  noticed: 0,
  withdrawn: 0,
};
type What = RowsOf & Readonly<{ importId: string; turnId?: string }>;
type Taker = Readonly<{
  take: (rows: readonly RecordRow[]) => Promise<void>;
  counts: () => ImportCounts;
  /** What the rows so far have named, and how the last of them did. */
  namings: () => Naming[];
  /** A row's id could not be read. */
  isBlind: () => boolean;
}>;

/** Puts rows of an import that has begun, group by group, and notes how far it is; goes on from `start`. */
export function createRowTaker(deps: Deps, what: What, start: ImportCounts = NO_COUNTS): Taker {
  const counts = { ...start };
  const turn = { id: what.importId, ...(what.turnId !== undefined && { turnId: what.turnId }) };
  const how: How = { ...what, known: createKnown(), seen: new Map(), addresses: createAddresses(deps) };
  const named = new Map<string, Naming['as']>();
  let isBlind = false;
  return {
    counts: () => ({ ...counts }),
    namings: () => [...named].map(([externalId, as]) => ({ externalId, as })),
    isBlind: () => isBlind,
    take: async (rows) => {
      // Rows of an earlier sending would undo those of the later one.
      if (!(await isLastTurn(turn))) throw conflict('import_begun_anew');
      const outcomes = (
        await Promise.all(sameIdTogether(rows).map((same) => putInTurn(deps, same, how)))
      ).flat();
      const listed = (of: (outcome: Outcome) => readonly KeptFault[], before: number): KeptFault[] =>
        outcomes
          .flatMap(of)
          .toSorted((a, b) => a.row - b.row)
          .slice(0, Math.max(0, MAX_FAULTS - before));
      const kept = {
        faults: listed(({ fault }) => (fault ? [fault] : []), counts.refused),
        notices: listed(({ notices = [] }) => notices, counts.noticed),
        takenBack: listed(({ takenBack }) => (takenBack ? [takenBack] : []), counts.withdrawn),
      };
      counts.rows += rows.length;
      for (const outcome of outcomes) {
        count(counts, outcome);
        if (!outcome.naming) isBlind = true;
        else note(named, outcome.naming);
      }
      await noteImport(turn, counts, { ...kept, at: deps.now() });
    },
  };
}

function count(
  counts: { -readonly [name in keyof ImportCounts]: number },
  { result, instead, fault, notices = [] }: Outcome,
): void {
  if (result !== undefined) counts[result] += 1;
  if (instead !== undefined) {
    counts[instead] -= 1;
    counts.unchanged += 1;
  }
  if (fault) counts.refused += 1;
  counts.noticed += notices.length;
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

async function putInTurn(deps: Deps, same: readonly RecordRow[], how: How): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const row of same) outcomes.push(await putRow(deps, row, how));
  return outcomes;
}

/** A row that is refused names its record as much as the one before it that was taken. */
function note(named: Map<string, Naming['as']>, { externalId, as }: Naming): void {
  const isTaken = as === 'refused' && named.get(externalId) === 'taken';
  named.set(externalId, isTaken ? 'taken' : as);
}
