import type { RecordRow } from '../../connectors/files/record-rows.ts';
import { ExternalIdSchema } from '../../contract/place.ts';
import type { RecordKind } from '../../contract/records.ts';
import { said } from '../../contract/texts/record-faults.ts';
import { AppError, faultsOf, type FieldFault } from '../../errors.ts';
import type { KeptFault } from '../../store/imports.ts';
import type { Naming } from '../../store/pulled-rows.ts';
import { noteRecord } from '../../metrics/work.ts';
import type { Deps } from '../deps.ts';
import { keptFault, keptFaults } from './import-faults.ts';
import { readRecord } from './record-checks.ts';
import type { Known } from './record-references.ts';
import type { Put } from './records.ts';
import type { Addresses } from './row-address.ts';
import { readVoidRow } from './void-row.ts';
import { digestOf, findKeptDigest, putRecord, withdrawRecord } from './work-records.ts';

type Result = Put | 'withdrawn';
export type Outcome = Readonly<{
  result?: Result;
  /** What an earlier row of the same id was counted as: this one counts, and that one has changed nothing. */
  instead?: Result;
  fault?: KeptFault;
  notices?: readonly KeptFault[];
  takenBack?: KeptFault;
  /** Absent where the row's id cannot be read. */
  naming?: Naming;
}>;
/** Of an id that was taken: which row brought it last, what that row is counted as, and what was kept before the import. */
type Seen = Readonly<{ row: number; result: Result; before: string | undefined }>;
/** Rows of one kind, and in whose name they are put. */
export type RowsOf = Readonly<{
  kind: RecordKind;
  by: string;
  /** Whether somebody else names a record that a row says is void. */
  isNamedElsewhere?: (externalId: string) => Promise<boolean>;
}>;
/** What rows refer to, and what they have brought. */
export type How = RowsOf & Readonly<{ known: Known; seen: Map<string, Seen>; addresses: Addresses }>;

export async function putRow(deps: Deps, row: RecordRow, how: How): Promise<Outcome> {
  const outcome = await outcomeOf(deps, row, how);
  const id = ExternalIdSchema.safeParse('externalId' in row ? row.externalId : undefined);
  if (!id.success) return outcome;
  const as = 'voidBy' in row ? 'gone' : outcome.fault ? 'refused' : 'taken';
  return { ...outcome, naming: { externalId: id.data, as } };
}

async function outcomeOf(deps: Deps, row: RecordRow, how: How): Promise<Outcome> {
  const { kind, known } = how;
  const refuse = (faults: readonly FieldFault[]): Outcome => {
    noteRecord(kind, 'refused');
    return { fault: keptFaults(faults, row) };
  };
  if ('unread' in row) return refuse([{ field: 'row', ...said(row.unread, { line: row.line }) }]);
  const { externalId, body, voidBy } = row;
  if (voidBy !== undefined) {
    const found = readVoidRow({ kind, externalId });
    return 'faults' in found ? refuse(found.faults) : takeBack(deps, { ...found, row, voidBy }, how);
  }
  const placed = kind === 'places' ? await how.addresses(externalId, body) : { body };
  if ('faults' in placed) return refuse(placed.faults);
  const { body: record, digest } = placed;
  const parsed = await readRecord(deps, { kind, externalId, record }, known);
  if ('faults' in parsed) return refuse(parsed.faults);
  const { put } = parsed;
  try {
    const before = how.seen.get(put.externalId)?.before ?? (await findKeptDigest(put));
    const { result, notices } = await putRecord(deps, put, {
      ...how,
      ...(digest !== undefined && { digest }),
    });
    const change = { id: put.externalId, before, after: digest ?? digestOf(put), result };
    return settled(row, { ...change, notices }, how.seen);
  } catch (error) {
    const faults = error instanceof AppError ? faultsOf(error) : [];
    if (faults.length === 0) throw error;
    return refuse(faults);
  }
}

type Void = Readonly<{ externalId: string; row: RecordRow; voidBy: string }>;

async function takeBack(deps: Deps, { externalId, row, voidBy }: Void, how: How): Promise<Outcome> {
  const { kind, by, seen, isNamedElsewhere } = how;
  const before = seen.get(externalId)?.before ?? (await findKeptDigest({ kind, externalId }));
  if (before !== undefined && (await isNamedElsewhere?.(externalId)) === true) {
    const notices = [{ field: 'externalId', ...said('namedElsewhere') }];
    const stays = { id: externalId, before, after: before, result: 'unchanged', notices } as const;
    return settled(row, stays, seen);
  }
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
