import { Schema } from 'mongoose';
import type { AnswerStep, RequestStep } from '../contract/asked.ts';
import type { Counted } from '../domain/due.ts';

/** One answer to a request; `void` ones counted for nothing. */
export type RequestAnswer = Readonly<{
  step: AnswerStep;
  result: 'approved' | 'rejected' | 'no_answer' | 'void';
  at: Date;
  byId: string;
  comment?: string;
  /** Why it counted for nothing. */
  why?: string;
}>;

/** What a document that asks superior and HR keeps of it. */
export type Asked<Step = RequestStep> = Readonly<{
  submittedAt: Date;
  /** Who has to answer, while it is pending. */
  step?: Step;
  /** The chat approval asked for now or last, since when and of whom; nobody while nobody could be found. */
  requestId: string;
  askedAt: Date;
  approverIds: string[];
  instanceCode?: string;
  dueAt?: Date;
  /** What `dueAt` was counted from. */
  counted?: Counted;
  escalatedAt?: Date;
  answers: readonly RequestAnswer[];
  decidedAt?: Date;
  decidedById?: string;
  comment?: string;
  endedAt?: Date;
  endedById?: string;
  endReason?: string;
}>;

/** The same for the schema of its collection. */
export const askedFields = {
  submittedAt: { type: Date, required: true },
  step: String,
  requestId: { type: String, required: true },
  askedAt: { type: Date, required: true },
  approverIds: { type: [String], required: true },
  instanceCode: String,
  dueAt: Date,
  counted: Schema.Types.Mixed,
  escalatedAt: Date,
  answers: { type: [Schema.Types.Mixed], default: [] },
  decidedAt: Date,
  decidedById: String,
  comment: String,
  endedAt: Date,
  endedById: String,
  endReason: String,
} as const;
