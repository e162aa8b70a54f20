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
import { readVoidRow } from './void-row.ts';
import { digestOf, findKeptDigest, putRecord, withdrawRecord } from './work-records.ts';

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
type What = Readonly<{ importId: string; kind: RecordKind; by: string }>;

/** Puts rows of an import that has begun, group by group, and notes how far it is; goes on from `start`. */
export function createRowTaker(
  deps: Deps,
  what: What,
  start: ImportCounts = NO_COUNTS,
): Readonly<{ take: (rows: readonly RecordRow[]) => Promise<void>; counts: () => ImportCounts }> {
  const counts = { ...start };
  const how: How = { ...what, known: createKnown(), seen: new Map() };
  return {
    counts: () => ({ ...counts }),
    take: async (rows) => {
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
      for (const outcome of outcomes) count(counts, outcome);
      await noteImport(what.importId, counts, { ...kept, at: deps.now() });
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

type Result = Put | 'withdrawn';
type Outcome = Readonly<{
  result?: Result;
  /** What an earlier row of the same id was counted as: this one counts, and that one has changed nothing. */
  instead?: Result;
  fault?: KeptFault;
  notices?: readonly KeptFault[];
  takenBack?: KeptFault;
}>;
/** Of an id that was taken: which row brought it last, what that row is counted as, and what was kept before the import. */
type Seen = Readonly<{ row: number; result: Result; before: string | undefined }>;
/** What rows refer to, and what they have brought. */
type How = What & Readonly<{ known: Known; seen: Map<string, Seen> }>;

async function putRow(deps: Deps, row: RecordRow, how: How): Promise<Outcome> {
  const { kind, known } = how;
  const refuse = (faults: readonly FieldFault[]): Outcome => {
    noteRecord(kind, 'refused');
    return { fault: keptFaults(faults, row) };
  };
  if ('openQuote' in row) return refuse([{ field: 'row', ...said('quote', { line: row.line }) }]);
  const { externalId, body: record, voidBy } = row;
  if (voidBy !== undefined) {
    const found = readVoidRow({ kind, externalId });
    return 'faults' in found ? refuse(found.faults) : takeBack(deps, { ...found, row, voidBy }, how);
  }
  const parsed = await readRecord(deps, { kind, externalId, record }, known);
  if ('faults' in parsed) return refuse(parsed.faults);
  const { put } = parsed;
  try {
    const before = how.seen.get(put.externalId)?.before ?? (await findKeptDigest(put));
    const { result, notices } = await putRecord(deps, put, how);
    const change = { id: put.externalId, before, after: digestOf(put), result };
    return settled(row, { ...change, notices }, how.seen);
  } catch (error) {
    const faults = error instanceof AppError ? faultsOf(error) : [];
    if (faults.length === 0) throw error;
    return refuse(faults);
  }
}

type Void = Readonly<{ externalId: string; row: RecordRow; voidBy: string }>;

async function takeBack(deps: Deps, { externalId, row, voidBy }: Void, how: How): Promise<Outcome> {
  const { kind, by, seen } = how;
  const before = seen.get(externalId)?.before ?? (await findKeptDigest({ kind, externalId }));
  const isTaken = (await withdrawRecord(deps, { kind, externalId, by })) === 'withdrawn';
  const result = isTaken ? 'withdrawn' : 'unchanged';
  const outcome = settled(row, { id: externalId, before, after: undefined, result, notices: [] }, seen);
  if (outcome.result !== 'withdrawn') return outcome;
  return { ...outcome, takenBack: { row: row.row, externalId, field: voidBy, fault: 'voidRow' } };
}

type Settled = Readonly<{
  id: string;
  before: string | undefined;
  /** Of what stands now; absent = nothing. */
  after: string | undefined;
  result: Result;
  notices: readonly FieldFault[];
}>;

/** What a row is counted as: of several of one id the last one, by what was kept before all of them. */
function settled(
  row: RecordRow,
  { id, before, after, result: own, notices }: Settled,
  seen: How['seen'],
): Outcome {
  const again = seen.get(id);
  const result = again ? changeFrom(again.before, after) : own;
  seen.set(id, { row: row.row, result, before: again ? again.before : before });
  const told = again ? [{ field: 'externalId', ...said('idAgain', { n: again.row }) }] : [];
  return {
    result,
    ...(again && { instead: again.result }),
    notices: [...told, ...notices].map((one) => keptFault(one, row)),
  };
}

function changeFrom(before: string | undefined, after: string | undefined): Result {
  if (before === after) return 'unchanged';
  if (before === undefined) return 'created';
  return after === undefined ? 'withdrawn' : 'updated';
}
