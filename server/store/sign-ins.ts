import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

/** A sign-in under way; `_id` is the HMAC of its OAuth state, `to` the local page it ends on. */
type SignInDoc = { _id: string; to: string; expiresAt: Date };

const schema = new Schema<SignInDoc>(
  {
    _id: { type: String, required: true },
    to: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  schemaOptions('sign-ins'),
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 });
const SignIns = model('SignIn', schema);

export async function insertSignIn(stateHash: string, to: string, expiresAt: Date): Promise<void> {
  await SignIns.create({ _id: stateHash, to, expiresAt });
}

/** Takes the sign-in of this state, once and in time. */
export async function takeSignIn(stateHash: string, now: Date): Promise<{ to: string } | null> {
  const found = await SignIns.findOneAndDelete({ _id: stateHash, expiresAt: { $gt: now } }).lean<SignInDoc>();
  return found && { to: found.to };
}
