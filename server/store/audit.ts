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

/** One entry to append; `id` makes it happen once. */
export type AuditItem = Readonly<{ id: string; entry: AuditEntry }>;

/** Appends one entry to the chain, once per `id` however often it is called. */
export async function appendAudit(id: string, entry: AuditEntry): Promise<void> {
  await appendAudits([{ id, entry }]);
}

/** Appends the entries in their order, each once per `id`; those that are in the chain already keep their place. */
export async function appendAudits(items: readonly AuditItem[]): Promise<void> {
  let missing = await findMissing(items);
  for (let attempt = 0; missing.length > 0; attempt += 1) {
    if (attempt === MAX_ATTEMPTS) throw new Error('audit chain is too contended');
    try {
      // In order, so that a stop at a seq that somebody else took leaves a whole chain.
      await AuditModel.insertMany(linksAfter(await findLast(), missing), { ordered: true });
      return;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      missing = await findMissing(missing);
    }
  }
}

async function findMissing(items: readonly AuditItem[]): Promise<AuditItem[]> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const found = await AuditModel.find({ _id: { $in: [...byId.keys()] } }, { _id: 1 }).lean<
    { _id: string }[]
  >();
  for (const { _id } of found) byId.delete(_id);
  return [...byId.values()];
}

async function findLast(): Promise<AuditLink | null> {
  return AuditModel.findOne().sort({ seq: -1 }).lean<AuditLink>();
}

function linksAfter(last: AuditLink | null, items: readonly AuditItem[]): AuditLink[] {
  let { seq, hash } = last ?? { seq: 0, hash: GENESIS };
  return items.map(({ id, entry }) => {
    seq += 1;
    const link = { _id: id, seq, entry, prevHash: hash };
    hash = hashOf(link);
    return { ...link, hash };
  });
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
