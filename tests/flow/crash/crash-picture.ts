import mongoose from 'mongoose';
import { findUnfinished } from '../../../server/store/outbox.ts';
import { verifyAudit } from '../../../server/store/audit.ts';
import type { Sandbox } from '../../../server/sandbox/index.ts';

/** What is there by chance or by the hour: ids, hashes, times. */
const CHANCE =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![\w-])[\w-]{43}(?![\w-])|[\w+/]{86}==|\b[0-9a-f]{16,64}\b|om_\w+|\d{4}-\d\d-\d\dT[\d:.]+Z|\b\d{13}\b|http:\/\/127\.0\.0\.1:\d+/gi;
/** Collections of what is only of the moment: leases of the work itself, and what a walk or a check has come to. */
const OF_THE_MOMENT = ['platform_tokens'];
const DROPPED_KEYS = ['attempts', 'ordinal', 'created', 'unchanged'];

/** Everything that is left, without ids and times: what a crash did not change is the same as without it. */
export async function takePicture(sandbox: Sandbox): Promise<readonly string[]> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('no database');
  const lines: string[] = [];
  for (const { name } of await db.listCollections().toArray()) {
    if (OF_THE_MOMENT.includes(name)) continue;
    for (const document of await db.collection(name).find().toArray())
      lines.push(`${name} ${plain(withoutPlace(name, document))}`);
  }
  for (const { receiverOpenId, chatId, card, urgentFor } of sandbox.messages())
    lines.push(`message ${receiverOpenId ?? chatId} ${urgentFor.join(' ')} ${plain(card)}`);
  for (const { approvalCode, status, applicantOpenId, nodes, form } of sandbox.approvals())
    lines.push(`approval ${approvalCode} ${status} ${applicantOpenId} ${plain({ nodes, form })}`);
  for (const { user_id: userId, external_id: externalId } of sandbox.flows())
    lines.push(`flow ${userId} ${plain(externalId)}`);
  const left = await findUnfinished(new Date('2100-01-01'), 100);
  for (const { collection, pending } of left) lines.push(`unfinished ${collection} ${plain(pending)}`);
  const { firstBadSeq } = await verifyAudit(() => undefined);
  if (firstBadSeq !== undefined) lines.push('the audit chain is broken');
  // What a process that died had already taken it can no longer count.
  return lines.filter((line) => !line.includes('"retention.forget"')).toSorted();
}

/** Which link or which upload it is depends on what came before; how much of the chain is signed on the hour. */
function withoutPlace(name: string, document: Record<string, unknown>): object {
  const { seq: _seq, hash: _hash, prevHash: _before, ...rest } = document;
  const { _id, ...nameless } = rest;
  return name === 'segments' || name === 'audit_checkpoints' ? nameless : { _id, ...nameless };
}

const plain = (value: unknown): string => JSON.stringify(strip(value))?.replaceAll(CHANCE, '#') ?? 'none';

function strip(value: unknown): unknown {
  if (value instanceof Date) return '@';
  if (typeof value === 'number') return value > 1e12 ? '@' : value;
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof mongoose.mongo.ObjectId) return '#';
  if (value instanceof mongoose.mongo.Binary) return 'bytes';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !DROPPED_KEYS.includes(key))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => [key, strip(of)]),
  );
}
