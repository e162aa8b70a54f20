import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

/** A token of the chat platform as it is kept: sealed, until its end. */
export type SealedToken = Readonly<{ key: string; sealed: string; digest: string; expiresAt: Date }>;
type TokenDoc = Omit<SealedToken, 'key'> & { _id: string };

const text = { type: String, required: true } as const;
const schema = new Schema<TokenDoc>(
  { _id: text, sealed: text, digest: text, expiresAt: { type: Date, required: true } },
  schemaOptions('platform_tokens'),
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
const Tokens = model('PlatformToken', schema);

/** The token of this key that is alive at `now`. */
export async function findPlatformToken(key: string, now: Date): Promise<SealedToken | null> {
  const found = await Tokens.findOne({ _id: key, expiresAt: { $gt: now } }).lean<TokenDoc>();
  return found && { key, sealed: found.sealed, digest: found.digest, expiresAt: found.expiresAt };
}

export async function savePlatformToken({ key, ...token }: SealedToken): Promise<void> {
  await Tokens.updateOne({ _id: key }, { $set: token }, { upsert: true });
}

/** Forgets a refused token; one that another process has put in its place stays. */
export async function deletePlatformToken(key: string, digest: string): Promise<void> {
  await Tokens.deleteOne({ _id: key, digest });
}
