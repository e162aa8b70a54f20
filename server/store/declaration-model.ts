import { model, Schema } from 'mongoose';
import type { AnswerStep } from '../contract/asked.ts';
import type { DeclarationKind, DeclarationStatus } from '../contract/declaration.ts';
import { askedFields, type Asked } from './asked.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

export type { RequestAnswer } from './asked.ts';
export type { DeclarationStatus } from '../contract/declaration.ts';

/** The second look the person asked for, once: by whom is found in the answers. */
export type DeclarationReview = Readonly<{ id: string; at: Date; text: string; refusedAt: Date }>;

/** A side job a person declared (M12): where, when, and what manager and HR said. */
export type Declaration = Asked<AnswerStep> &
  Readonly<{
    id: string;
    personId: string;
    version: number;
    /** Digest of what was declared: the same id with other content is a conflict. */
    digest: string;
    kind: DeclarationKind;
    employer?: string;
    placeId?: string;
    weekdays: number[];
    startTime: string;
    endTime: string;
    fromDay: string;
    toDay: string;
    note?: string;
    /** The one it continues. */
    renewsId?: string;
    status: DeclarationStatus;
    /** What it takes while it waits or holds: no other declaration of the person may have the same. */
    takes?: string;
    isNoticeOnly: boolean;
    isAmnesty: boolean;
    review?: DeclarationReview;
    /** The last moment for a second look that the person was told of with the refusal. */
    reviewUntilAt?: Date;
    /** When the person was told that it ends soon. */
    expiryToldAt?: Date;
    pending: readonly Pending[];
    sent: readonly SentCard[];
  }>;
export type DeclarationDoc = Stored<Declaration>;

const text = { type: String, required: true } as const;
const flag = { type: Boolean, default: false } as const;
const schema = new Schema<DeclarationDoc>(
  {
    _id: text,
    personId: text,
    version: { type: Number, default: 0 },
    digest: text,
    kind: text,
    employer: String,
    placeId: String,
    weekdays: { type: [Number], required: true },
    startTime: text,
    endTime: text,
    fromDay: text,
    toDay: text,
    note: String,
    renewsId: String,
    status: text,
    takes: String,
    isNoticeOnly: flag,
    isAmnesty: flag,
    review: { type: Schema.Types.Mixed },
    reviewUntilAt: Date,
    ...askedFields,
    expiryToldAt: Date,
    ...pendingFields,
  },
  schemaOptions('declarations'),
);
schema.index({ personId: 1, submittedAt: -1 });
schema.index({ takes: 1 }, { unique: true, sparse: true });
schema.index({ instanceCode: 1 });
schema.index({ status: 1, submittedAt: -1 });
schema.index({ status: 1, toDay: 1 });
schema.index({ 'pending.id': 1 });
export const Declarations = model('Declaration', schema);

/** Declarations from before there were two steps lack what came with them; HR alone was asked. */
type Earlier = Partial<
  Pick<Declaration, 'version' | 'answers' | 'isNoticeOnly' | 'isAmnesty' | 'requestId' | 'askedAt'>
>;

export function toDeclaration(stored: Omit<DeclarationDoc, keyof Earlier> & Earlier): Declaration {
  const { version = 0, answers = [], isNoticeOnly = false, isAmnesty = false, ...rest } = toPlain(stored);
  const { requestId = rest.id, askedAt = rest.submittedAt } = rest;
  const step = rest.step ?? (rest.status === 'pending' ? ('hr' as const) : undefined);
  return { ...rest, requestId, askedAt, version, answers, isNoticeOnly, isAmnesty, ...(step && { step }) };
}
