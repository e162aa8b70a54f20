import { createHash } from 'node:crypto';
import { model, Schema } from 'mongoose';
import { GENESIS, linkHash } from '../domain/audit/chain.ts';
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
// A copy of one person's data, out of a chain that only grows.
schema.index({ 'entry.personId': 1 }, { sparse: true });
const AuditModel = model<AuditLink>('Audit', schema);

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

/** Entries about several subjects, in order. */
export async function listAuditOf(subjects: readonly string[]): Promise<AuditLink[]> {
  return AuditModel.find({ 'entry.subject': { $in: [...subjects] } })
    .sort({ seq: 1 })
    .lean<AuditLink[]>();
}

/** The hashes of the links from `fromSeq` to `toSeq`, inclusive, in order; none after one that is missing. */
export async function listLinkHashes(fromSeq: number, toSeq: number): Promise<string[]> {
  const found = await AuditModel.find({ seq: { $gte: fromSeq, $lte: toSeq } }, { seq: 1, hash: 1 })
    .sort({ seq: 1 })
    .lean<Pick<AuditLink, 'seq' | 'hash'>[]>();
  const gap = found.findIndex(({ seq }, at) => seq !== fromSeq + at);
  return (gap < 0 ? found : found.slice(0, gap)).map(({ hash }) => hash);
}

/** How long the chain is. */
export async function countAudit(): Promise<number> {
  return (await findLast())?.seq ?? 0;
}

/** Walks the whole chain, link by link; `firstBadSeq` is where it no longer holds. */
export async function verifyAudit(
  onLink: (link: AuditLink) => void = () => undefined,
): Promise<{ ok: boolean; count: number; firstBadSeq?: number }> {
  let prevHash = GENESIS;
  let count = 0;
  for await (const link of AuditModel.find().sort({ seq: 1 }).lean<AuditLink[]>().cursor()) {
    count += 1;
    if (link.seq !== count || link.prevHash !== prevHash || link.hash !== hashOf(link))
      return { ok: false, count, firstBadSeq: count };
    prevHash = link.hash;
    onLink(link);
  }
  return { ok: true, count };
}

const hashOf = ({ _id, seq, entry, prevHash }: Omit<AuditLink, 'hash'>): string =>
  linkHash({ id: _id, seq, entry, prevHash }, sha256);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
