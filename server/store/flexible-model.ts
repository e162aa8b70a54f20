import { model, Schema } from 'mongoose';
import type { FlexibleReason, FlexibleStatus } from '../contract/flexible.ts';
import { askedFields, type Asked } from './asked.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** Other hours a person asked for (M24), and what became of it. */
export type FlexibleShift = Asked &
  Readonly<{
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
    /** The days it takes while it waits or holds: no other request of the person may have them. */
    takes?: string[];
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
    takes: { type: [String], default: undefined },
    ...askedFields,
    ...pendingFields,
  },
  schemaOptions('flexible_shifts'),
);
schema.index({ personId: 1, lastDay: 1 });
schema.index({ takes: 1 }, { unique: true, sparse: true });
schema.index({ instanceCode: 1 });
schema.index({ status: 1, submittedAt: -1 });
schema.index({ lastDay: 1 });
schema.index({ 'pending.id': 1 });
export const FlexibleShifts = model('FlexibleShift', schema);

export const toFlexible = (stored: FlexibleDoc): FlexibleShift => toPlain(stored);
