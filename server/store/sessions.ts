import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

/** A signed-in browser; `_id` is the HMAC of the opaque id its cookie holds. */
export type Session = Readonly<{ hash: string; personId: string; seenAt: Date; endsAt: Date }>;
type SessionDoc = Omit<Session, 'hash'> & { _id: string };

const schema = new Schema<SessionDoc>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true, index: true },
    seenAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
  },
  schemaOptions('sessions'),
);
// Queries decide what is alive; the database only sweeps up, a day late so that a shifted clock deletes nothing alive.
schema.index({ endsAt: 1 }, { expireAfterSeconds: 86_400 });
const Sessions = model('Session', schema);

export async function insertSession({ hash, ...session }: Session): Promise<void> {
  await Sessions.create({ _id: hash, ...session });
}

/** The session if it is neither past its end nor idle since before `idleSince`. */
export async function findSession(hash: string, now: Date, idleSince: Date): Promise<Session | null> {
  const found = await Sessions.findOne({
    _id: hash,
    endsAt: { $gt: now },
    seenAt: { $gt: idleSince },
  }).lean<SessionDoc>();
  return found && { hash, personId: found.personId, seenAt: found.seenAt, endsAt: found.endsAt };
}

export async function touchSession(hash: string, seenAt: Date): Promise<void> {
  await Sessions.updateOne({ _id: hash }, { $max: { seenAt } });
}

/** Moves the times of every session on by so much. */
export async function shiftSessions(ms: number): Promise<void> {
  const later = (at: Date): Date => new Date(+at + ms);
  for (const { _id, seenAt, endsAt } of await Sessions.find().lean<SessionDoc[]>())
    await Sessions.updateOne({ _id }, { $set: { seenAt: later(seenAt), endsAt: later(endsAt) } });
}

export async function deleteSession(hash: string): Promise<void> {
  await Sessions.deleteOne({ _id: hash });
}

export async function deleteEverySession(): Promise<void> {
  await Sessions.deleteMany({});
}

export async function deleteSessionsOf(personId: string): Promise<number> {
  return (await Sessions.deleteMany({ personId })).deletedCount;
}
