import { model, Schema } from 'mongoose';
import type { FlexibleReason, FlexibleStatus } from '../contract/flexible.ts';
import type { DeclarationStep } from '../contract/declaration.ts';
import type { DeclarationAnswer } from './declaration-model.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** Other hours a person asked for (M24), and what became of it. */
export type FlexibleShift = Readonly<{
  id: string;
  personId: string;
  version: number;
  /** Digest of what was asked for: the same id with other content is a conflict. */
  digest: string;
  weekdays: number[];
  startTime: string;
  endTime: string;
  fromDay: string;
  toDay: string;
  /** The last day on which it holds: earlier than `toDay` once it was ended. */
  lastDay: string;
  /** Gone once nobody needs them any more. */
  reason?: FlexibleReason;
  note?: string;
  status: FlexibleStatus;
  submittedAt: Date;
  /** Who has to answer, while it is pending. */
  step?: DeclarationStep;
  /** The chat approval asked for now or last, since when and of whom; nobody while nobody could be found. */
  requestId: string;
  askedAt: Date;
  approverIds: string[];
  instanceCode?: string;
  dueAt?: Date;
  escalatedAt?: Date;
  answers: readonly DeclarationAnswer[];
  decidedAt?: Date;
  decidedById?: string;
  comment?: string;
  endedAt?: Date;
  endedById?: string;
  endReason?: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
}>;
export type FlexibleDoc = Stored<FlexibleShift>;

const text = { type: String, required: true } as const;
const schema = new Schema<FlexibleDoc>(
  {
    _id: text,
    personId: text,
    version: { type: Number, required: true },
    digest: text,
    weekdays: { type: [Number], required: true },
    startTime: text,
    endTime: text,
    fromDay: text,
    toDay: text,
    lastDay: text,
    reason: String,
    note: String,
    status: text,
    submittedAt: { type: Date, required: true },
    step: String,
    requestId: text,
    askedAt: { type: Date, required: true },
    approverIds: { type: [String], required: true },
    instanceCode: String,
    dueAt: Date,
    escalatedAt: Date,
    answers: { type: [Schema.Types.Mixed], default: [] },
    decidedAt: Date,
    decidedById: String,
    comment: String,
    endedAt: Date,
    endedById: String,
    endReason: String,
    ...pendingFields,
  },
  schemaOptions('flexible_shifts'),
);
schema.index({ personId: 1, lastDay: 1 });
schema.index({ instanceCode: 1 });
schema.index({ status: 1, submittedAt: -1 });
schema.index({ lastDay: 1 });
schema.index({ 'pending.id': 1 });
export const FlexibleShifts = model('FlexibleShift', schema);

export const toFlexible = (stored: FlexibleDoc): FlexibleShift => toPlain(stored);
