import { model, Schema } from 'mongoose';
import { MAX_DOOR_ATTEMPTS, type DoorCheckKind } from '../contract/leaver.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** A personal link of somebody without a chat account; its token and the answer at the door are kept as HMACs only. */
export type LeaverLink = Readonly<{
  /** The token's jti. */
  id: string;
  personId: string;
  tokenHash: string;
  checkKind: DoorCheckKind;
  answerHash: string;
  purpose: string;
  createdAt: Date;
  createdById: string;
  expiresAt: Date;
  revokedAt?: Date;
  /** Wrong answers since the last right one. */
  attempts: number;
  openedAt?: Date;
  /** Where the server writes to; sealed, and gone with the link. */
  delivery?: Readonly<{ channel: 'sms' | 'email'; sealedTo: string; sentAt?: Date }>;
  pending: readonly Pending[];
  sent: readonly SentCard[];
}>;
type LinkDoc = Stored<LeaverLink>;

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<LinkDoc>(
  {
    _id: text,
    personId: text,
    tokenHash: text,
    checkKind: text,
    answerHash: text,
    purpose: text,
    createdAt: when,
    createdById: text,
    expiresAt: when,
    revokedAt: Date,
    attempts: { type: Number, required: true },
    openedAt: Date,
    delivery: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('leaver_links'),
);
schema.index({ tokenHash: 1 }, { unique: true });
schema.index({ personId: 1, createdAt: -1 });
schema.index({ 'pending.id': 1 });
// Queries decide what is alive; the rest is swept up half a year later, when nobody asks any more who was given a link.
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 180 * 86_400 });
const Links = model('LeaverLink', schema);

export async function insertLeaverLink(link: Omit<LeaverLink, 'sent'>): Promise<void> {
  const { id, ...fields } = link;
  await Links.create({ _id: id, ...fields, sent: [] });
}

export async function findLeaverLink(id: string): Promise<LeaverLink | null> {
  const found = await Links.findById(id).lean<LinkDoc>();
  return found && toPlain(found);
}

/** Newest first. */
export async function listLeaverLinks(personId: string, limit: number): Promise<LeaverLink[]> {
  const query = Links.find({ personId }).sort({ createdAt: -1 }).limit(limit);
  return (await query.lean<LinkDoc[]>()).map(toPlain);
}

const alive = (now: Date) => ({
  revokedAt: { $exists: false },
  expiresAt: { $gt: now },
  attempts: { $lt: MAX_DOOR_ATTEMPTS },
});

/** The link of a person that still opens: the newest the server may write to, else the newest. */
export async function findLiveLink(personId: string, now: Date): Promise<LeaverLink | null> {
  const found = await Links.find({ personId, ...alive(now) })
    .sort({ createdAt: -1 })
    .lean<LinkDoc[]>();
  const best = found.find(({ delivery }) => delivery !== undefined) ?? found[0];
  return best ? toPlain(best) : null;
}

/** Counts a try at a link before it is judged; null when there is no live link of this token. */
export async function countDoorTry(tokenHash: string, now: Date): Promise<LeaverLink | null> {
  const found = await Links.findOneAndUpdate(
    { tokenHash, ...alive(now) },
    { $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  ).lean<LinkDoc>();
  return found && toPlain(found);
}

/** The answer was right: the count starts anew. */
export async function noteDoorOpened(id: string, openedAt: Date, pending: readonly Pending[]): Promise<void> {
  await Links.updateOne(
    { _id: id },
    { $set: { attempts: 0, openedAt }, $push: { pending: { $each: [...pending] } } },
  );
}

export async function noteLinkSent(id: string, sentAt: Date): Promise<void> {
  await Links.updateOne({ _id: id, delivery: { $exists: true } }, { $set: { 'delivery.sentAt': sentAt } });
}

export type KeptDelivery = Readonly<{ id: string; delivery: NonNullable<LeaverLink['delivery']> }>;

/** Links that know where they are sent to, in the order of their ids behind `after`. */
export async function listDeliveries(after: string, limit: number): Promise<KeptDelivery[]> {
  const query = Links.find({ _id: { $gt: after }, delivery: { $exists: true } }, { delivery: 1 });
  const found = await query
    .sort({ _id: 1 })
    .limit(limit)
    .lean<{ _id: string; delivery: KeptDelivery['delivery'] }[]>();
  return found.map(({ _id: id, delivery }) => ({ id, delivery }));
}

/** The same address sealed anew, if it still is as it was read. */
export async function replaceDelivery({ id, delivery }: KeptDelivery, sealedTo: string): Promise<void> {
  const asRead = { _id: id, 'delivery.sealedTo': delivery.sealedTo };
  await Links.updateOne(asRead, { $set: { 'delivery.sealedTo': sealedTo } });
}

/** Links of before that still open. */
export async function countLiveLinks(now: Date, before: Date): Promise<number> {
  return Links.countDocuments({ ...alive(now), createdAt: { $lt: before } });
}

/** Ends a link, once; where it was sent to goes with it. */
export async function revokeLeaverLink(
  id: string,
  revokedAt: Date,
  pending: readonly Pending[],
): Promise<boolean> {
  const { modifiedCount } = await Links.updateOne(
    { _id: id, revokedAt: { $exists: false } },
    { $set: { revokedAt }, $unset: { delivery: 1 }, $push: { pending: { $each: [...pending] } } },
  );
  return modifiedCount === 1;
}

/** Links that were taken back at `sinceAt` or later. */
export async function listRevokedLinks(sinceAt: Date): Promise<{ id: string; revokedAt: Date }[]> {
  const found = await Links.find({ revokedAt: { $gte: sinceAt } }, { revokedAt: 1 }).lean<
    { _id: string; revokedAt: Date }[]
  >();
  return found.map(({ _id: id, revokedAt }) => ({ id, revokedAt }));
}

/** Forgets where expired links were sent to. */
export async function forgetDeliveries(now: Date): Promise<number> {
  const filter = { expiresAt: { $lte: now }, delivery: { $exists: true } };
  return (await Links.updateMany(filter, { $unset: { delivery: 1 } })).modifiedCount;
}
