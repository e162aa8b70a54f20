import { createHash } from 'node:crypto';
import { model, Schema } from 'mongoose';
import { isDuplicateKey, schemaOptions } from './schema.ts';
import type { AuditEntry } from './pending.ts';

/** One link of the audit chain; `hash` covers the link before it, so that an edit, removal or reorder shows. */
export type AuditLink = Readonly<{
  _id: string;
  seq: number;
  entry: AuditEntry;
  prevHash: string;
  hash: string;
}>;

const schema = new Schema<AuditLink>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    entry: { type: Schema.Types.Mixed, required: true },
    prevHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  schemaOptions('audit'),
);
schema.index({ seq: 1 }, { unique: true });
schema.index({ 'entry.subject': 1, seq: 1 });
const AuditModel = model<AuditLink>('Audit', schema);

const GENESIS = '0'.repeat(64);
const MAX_ATTEMPTS = 100;

/** Appends one entry to the chain, once per `id` however often it is called. */
export async function appendAudit(id: string, entry: AuditEntry): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (await AuditModel.exists({ _id: id })) return;
    const last = await AuditModel.findOne().sort({ seq: -1 }).lean<AuditLink>();
    const seq = (last?.seq ?? 0) + 1;
    const prevHash = last?.hash ?? GENESIS;
    try {
      await AuditModel.create({
        _id: id,
        seq,
        entry,
        prevHash,
        hash: hashOf({ _id: id, seq, entry, prevHash }),
      });
      return;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  throw new Error('audit chain is too contended');
}

/** Entries about one subject (`collection:id`), in order. */
export async function listAudit(subject: string): Promise<AuditLink[]> {
  return AuditModel.find({ 'entry.subject': subject }).sort({ seq: 1 }).lean<AuditLink[]>();
}

/** Walks the whole chain; `firstBadSeq` is where it no longer holds. */
export async function verifyAudit(): Promise<{ ok: boolean; count: number; firstBadSeq?: number }> {
  let prevHash = GENESIS;
  let count = 0;
  for await (const link of AuditModel.find().sort({ seq: 1 }).lean<AuditLink[]>().cursor()) {
    count += 1;
    if (link.seq !== count || link.prevHash !== prevHash || link.hash !== hashOf(link))
      return { ok: false, count, firstBadSeq: count };
    prevHash = link.hash;
  }
  return { ok: true, count };
}

function hashOf(link: Omit<AuditLink, 'hash'>): string {
  const { _id, seq, entry, prevHash } = link;
  return createHash('sha256')
    .update(`${prevHash}\n${canonicalJson({ id: _id, seq, entry })}`)
    .digest('hex');
}

function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
