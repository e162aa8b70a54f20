import { model, Schema } from 'mongoose';
import type { Agreement } from '../domain/non-compete/agreement.ts';
import { behind, type PageScope } from './page.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/** `digest` of what was put on record: the same id with other content is a conflict. */
export type AgreementRecord = Agreement &
  Readonly<{ digest: string; createdAt: Date; pending: readonly Pending[]; sent: readonly SentCard[] }>;
type AgreementDoc = Stored<AgreementRecord>;

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const mixed = Schema.Types.Mixed;
const schema = new Schema<AgreementDoc>(
  {
    _id: text,
    agreementNo: text,
    personId: text,
    version: number,
    signedDay: String,
    endedDay: String,
    roleClass: text,
    secrets: { type: [mixed], default: [] },
    scope: text,
    area: text,
    review: mixed,
    termMonths: number,
    monthlyFen: number,
    averageWageFen: number,
    minimumWageFen: number,
    payDay: number,
    payments: { type: [mixed], default: [] },
    release: mixed,
    authorisations: { type: [mixed], default: [] },
    monitoring: { type: mixed, required: true },
    digest: text,
    createdAt: { type: Date, required: true },
    ...pendingFields,
  },
  schemaOptions('non_compete_agreements'),
);
schema.index({ personId: 1 });
schema.index({ agreementNo: 1 }, { unique: true });
schema.index({ 'monitoring.state': 1 });
schema.index({ 'pending.id': 1 });
export const Agreements = model('NonCompeteAgreement', schema);

/** False when the id is taken. */
export async function insertAgreement(record: Omit<AgreementRecord, 'sent'>): Promise<boolean> {
  const { id, ...fields } = record;
  return isCreated(Agreements.create({ _id: id, ...fields, sent: [] }));
}

/** Replaces the agreement if it still has the version of `before`, with the work the change leaves: one write. */
export async function saveAgreement(
  before: Agreement,
  next: Agreement,
  pending: readonly Pending[],
): Promise<AgreementRecord | null> {
  const { id, ...fields } = withoutWork(next);
  const found = await Agreements.findOneAndUpdate(
    { _id: id, version: before.version },
    { $set: fields, $push: { pending: { $each: [...pending] } } },
    { returnDocument: 'after' },
  ).lean<AgreementDoc>();
  return found && toPlain(found);
}

export async function findAgreement(id: string): Promise<AgreementRecord | null> {
  const found = await Agreements.findById(id).lean<AgreementDoc>();
  return found && toPlain(found);
}

export async function findAgreementByNo(agreementNo: string): Promise<AgreementRecord | null> {
  const found = await Agreements.findOne({ agreementNo }).lean<AgreementDoc>();
  return found && toPlain(found);
}

/** Newest first, page by page; of one person, or only those that are watched. */
export async function listAgreements(
  scope: Readonly<{ personId?: string; running?: true }> & PageScope,
): Promise<AgreementRecord[]> {
  const query = Agreements.find({
    ...(scope.personId !== undefined && { personId: scope.personId }),
    ...(scope.running && { 'monitoring.state': 'running' }),
    ...behind('createdAt', scope.after),
  });
  return (await query.sort({ createdAt: -1, _id: 1 }).limit(scope.limit).lean<AgreementDoc[]>()).map(toPlain);
}

/** Agreements with an authorisation that was taken back on `sinceDay` or later. */
export async function listWithdrawnAuthorisations(sinceDay: string): Promise<AgreementRecord[]> {
  const found = Agreements.find({ 'authorisations.withdrawnDay': { $gte: sinceDay } });
  return (await found.lean<AgreementDoc[]>()).map(toPlain);
}

function withoutWork(agreement: Agreement & { pending?: unknown; sent?: unknown }): Agreement {
  const { pending: _pending, sent: _sent, ...plain } = agreement;
  return plain;
}
