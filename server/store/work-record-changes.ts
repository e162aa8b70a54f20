import type { WorkRecordKind } from '../contract/records.ts';
import { askTogether, doTogether } from './ask-together.ts';
import { isTakenOver } from './is-pulled.ts';
import {
  sealData,
  STANDING,
  WorkRecords,
  type WorkRecord,
  type WorkSource,
  type WorkSpan,
} from './work-records.ts';

type Kept = WorkSpan & Pick<WorkSource, '_id' | 'digest' | 'by'>;

/**
 * Puts the record as it is now. `digest` names the content received: the same one again changes nothing. `beforeChange` hears of what will
 * no longer be as it was, the record kept until then with it, before it is written.
 */
export async function saveWorkRecord(
  record: WorkRecord,
  source: Readonly<{ digest: string; by: string; at: Date }>,
  beforeChange?: (changed: readonly WorkSpan[]) => Promise<void>,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { digest, by, at } = source;
  const _id = `${record.kind}:${record.externalId}`;
  const kept = await askForStanding(_id);
  if (kept?.digest === digest) {
    if (isTakenOver(kept.by, by)) await takeOver({ _id, by });
    return 'unchanged';
  }
  await beforeChange?.(kept ? [kept, record] : [record]);
  const result = await upsert({ _id, record, source: { digest, by, receivedAt: at } });
  return kept ? result : 'created';
}

/** Takes a record back; false when there is none. `beforeChange` hears of it before. */
export async function withdrawWorkRecord(
  { kind, externalId, by, at }: Readonly<{ kind: WorkRecordKind; externalId: string; by: string; at: Date }>,
  beforeChange: (changed: readonly WorkSpan[]) => Promise<void>,
): Promise<boolean> {
  const _id = `${kind}:${externalId}`;
  const kept = await askForStanding(_id);
  if (!kept) return false;
  await beforeChange([kept]);
  await markWithdrawn({ _id, by, at });
  return true;
}

const takeOver = doTogether(async (taken: readonly Readonly<{ _id: string; by: string }>[]) => {
  await WorkRecords.bulkWrite(
    taken.map(({ _id, by }) => ({ updateOne: { filter: { _id, ...STANDING }, update: { $set: { by } } } })),
  );
  return taken;
});

const markWithdrawn = doTogether(async (gone: readonly Readonly<{ _id: string; by: string; at: Date }>[]) => {
  await WorkRecords.bulkWrite(
    gone.map(({ _id, by, at }) => ({
      updateOne: {
        filter: { _id, ...STANDING },
        update: { $set: { withdrawnAt: at, by, data: {} }, $unset: { customerId: 1 } },
      },
    })),
  );
  return gone;
});

/** The digest of what is kept under an id. */
export const findWorkDigest = async (kind: WorkRecordKind, externalId: string): Promise<string | undefined> =>
  (await askForStanding(`${kind}:${externalId}`))?.digest;

const askForStanding = askTogether(async (ids) => {
  const fields = { digest: 1, by: 1, employeeNo: 1, startAt: 1, endAt: 1 };
  const found = await WorkRecords.find({ _id: { $in: ids }, ...STANDING }, fields).lean<Kept[]>();
  return new Map(found.map((kept) => [kept._id, kept]));
});

type Upsert = Readonly<{ _id: string; record: WorkRecord; source: Omit<WorkSource, '_id'> }>;

const upsert = doTogether(async (upserts: readonly Upsert[]): Promise<('created' | 'updated')[]> => {
  const { upsertedIds } = await WorkRecords.bulkWrite(
    upserts.map(({ _id, record, source }) => {
      const { customerId, ...fields } = { ...record, data: sealData(_id, record) };
      const customer = customerId !== undefined && { customerId };
      return {
        updateOne: {
          filter: { _id },
          update: {
            $set: { ...fields, ...customer, ...source },
            $unset: { withdrawnAt: 1, ...(customer === false && { customerId: 1 }) },
          },
          upsert: true,
        },
      };
    }),
  );
  return upserts.map((_, index) => (index in upsertedIds ? 'created' : 'updated'));
});
