import { model, Schema } from 'mongoose';
import type { AssessmentBody, AssessmentScope, AssessmentStatus } from '../contract/assessment.ts';
import { askForRows } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** A personal-information impact assessment (PIPL arts. 55, 56). Nothing deletes one. */
export type Assessment = Readonly<{
  id: string;
  version: number;
  status: AssessmentStatus;
  body: AssessmentBody;
  reviewDay: string;
  scope: AssessmentScope;
  createdAt: Date;
  conductedById: string;
  approvedAt?: Date;
  approvedById?: string;
  reopenedAt?: Date;
  reopenedWhy: readonly string[];
  supersededAt?: Date;
}>;
type AssessmentDoc = Stored<Assessment> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const schema = new Schema<AssessmentDoc>(
  {
    _id: text,
    version: { type: Number, required: true },
    status: text,
    body: { type: Schema.Types.Mixed, required: true },
    reviewDay: text,
    scope: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
    conductedById: text,
    approvedAt: Date,
    approvedById: String,
    reopenedAt: Date,
    reopenedWhy: { type: [String], default: [] },
    supersededAt: Date,
    ...pendingFields,
  },
  schemaOptions('assessments'),
);
schema.index({ status: 1, reviewDay: 1 });
schema.index({ 'pending.id': 1 });
const Assessments = model('Assessment', schema);

export async function insertAssessment(assessment: Assessment, pending: readonly Pending[]): Promise<void> {
  const { id, ...fields } = assessment;
  await Assessments.create({ _id: id, ...fields, pending });
}

export async function findAssessment(id: string): Promise<Assessment | null> {
  const found = await Assessments.findById(id).lean<AssessmentDoc>();
  return found && toAssessment(found);
}

/** Newest first. */
export async function listAssessments(): Promise<Assessment[]> {
  return (await Assessments.find().sort({ createdAt: -1 }).lean<AssessmentDoc[]>()).map(toAssessment);
}

export async function findApprovedAssessments(): Promise<Assessment[]> {
  return (await askForApproved('approved')).map(toAssessment);
}

const askForApproved = askForRows(
  ({ status }: AssessmentDoc) => status,
  () => Assessments.find({ status: 'approved' }).lean<AssessmentDoc[]>(),
);

/** One write, if it still has this version; null = somebody was first. */
export async function updateAssessment(
  { id, version }: Assessment,
  set: Partial<Omit<Assessment, 'id' | 'version'>>,
  pending: readonly Pending[],
): Promise<Assessment | null> {
  const found = await Assessments.findOneAndUpdate(
    { _id: id, version },
    { $set: { ...set, version: version + 1 }, $push: { pending: { $each: [...pending] } } },
    { returnDocument: 'after' },
  ).lean<AssessmentDoc>();
  return found && toAssessment(found);
}

function toAssessment(stored: AssessmentDoc): Assessment {
  const { pending: _pending, sent: _sent, ...assessment } = toPlain(stored);
  return assessment;
}
