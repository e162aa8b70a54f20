import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

/** An opened leaver's door; `_id` is the HMAC of the opaque id its cookie holds. Apart from staff sessions in every way. */
export type LeaverSession = Readonly<{
  hash: string;
  linkId: string;
  personId: string;
  seenAt: Date;
  endsAt: Date;
}>;
type SessionDoc = Omit<LeaverSession, 'hash'> & { _id: string };

const text = { type: String, required: true } as const;
const schema = new Schema<SessionDoc>(
  {
    _id: text,
    linkId: text,
    personId: text,
    seenAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
  },
  schemaOptions('leaver_sessions'),
);
schema.index({ linkId: 1 });
schema.index({ personId: 1 });
// Queries decide what is alive; the database only sweeps up, a day late so that a shifted clock deletes nothing alive.
schema.index({ endsAt: 1 }, { expireAfterSeconds: 86_400 });
const Sessions = model('LeaverSession', schema);

export async function insertLeaverSession({ hash, ...session }: LeaverSession): Promise<void> {
  await Sessions.create({ _id: hash, ...session });
}

/** The session if it is neither past its end nor idle since before `idleSince`. */
export async function findLeaverSession(
  hash: string,
  now: Date,
  idleSince: Date,
): Promise<LeaverSession | null> {
  const found = await Sessions.findOne({
    _id: hash,
    endsAt: { $gt: now },
    seenAt: { $gt: idleSince },
  }).lean<SessionDoc>();
  if (!found) return null;
  const { _id, ...session } = found;
  return { hash: _id, ...session };
}

export async function touchLeaverSession(hash: string, seenAt: Date): Promise<void> {
  await Sessions.updateOne({ _id: hash }, { $max: { seenAt } });
}

export async function deleteLeaverSession(hash: string): Promise<void> {
  await Sessions.deleteOne({ _id: hash });
}

export async function deleteEveryLeaverSession(): Promise<void> {
  await Sessions.deleteMany({});
}

export async function deleteLeaverSessionsOf(linkId: string): Promise<void> {
  await Sessions.deleteMany({ linkId });
}
