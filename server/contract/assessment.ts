import { z } from 'zod';
import { DaySchema as day } from './calendar.ts';
import { textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

const at = z.iso.datetime();
/** Long enough to say something, short enough to be read. */
const section = z.string().trim().min(20).max(5000);

/** A detector by its name, or a custom rule as `rule:` and its id. */
export const AssessedNameSchema = textLike(/^(rule:)?[a-z0-9-]{2,60}$/, rule.judgeName);

/** What an impact assessment covers; anything new in it re-opens the assessment (trust R19). */
export const AssessmentScopeSchema = z.strictObject({
  /** Each with the sources it reads. */
  detectors: z
    .array(z.strictObject({ name: AssessedNameSchema, needs: z.array(z.string().max(40)).max(20) }))
    .min(1)
    .max(200),
  /** `kind:version` of each notice people were given. */
  notices: z.array(z.string().max(60)).max(20),
  regions: z.array(z.string().max(64)).max(500),
});
export type AssessmentScope = z.infer<typeof AssessmentScopeSchema>;

/** Content of a personal-information impact assessment (PIPL art. 56), and who made it. */
export const AssessmentBodySchema = z.strictObject({
  title: z.string().trim().min(2).max(120),
  /** What is handled: data, people, purposes, recipients, retention. */
  processing: section,
  /** Art. 56 no. 1: whether purpose and means are lawful, legitimate and necessary. */
  lawfulness: section,
  /** Art. 56 no. 2: effects on the rights of people, and the risks. */
  impact: section,
  /** Art. 56 no. 3: whether the protective measures are lawful, effective and fit the risk. */
  measures: section,
  /** What is left after the measures; with `high` nothing may be switched on. */
  residualRisk: z.enum(['low', 'medium', 'high']),
  /** Who was heard: staff representatives, counsel, security. */
  consulted: z.string().trim().min(2).max(500),
  detectors: z.array(AssessedNameSchema).min(1).max(200),
  heldDay: day,
  /** Assessed again by then, a year later at most. */
  reviewDay: day,
});
export type AssessmentBody = z.infer<typeof AssessmentBodySchema>;

export const ApproveAssessmentBodySchema = z.strictObject({ version: z.number().int().min(0) });
export const ReopenAssessmentBodySchema = z.strictObject({
  version: z.number().int().min(0),
  reason: z.string().trim().min(10).max(500),
});
export const ChangeAssessmentBodySchema = AssessmentBodySchema.extend({ version: z.number().int().min(0) });

/** `reopened`: something it did not cover has come, or somebody doubts it; it allows nothing until it is assessed anew. */
export const AssessmentStatusSchema = z.enum(['draft', 'approved', 'reopened', 'superseded']);
export type AssessmentStatus = z.infer<typeof AssessmentStatusSchema>;

export const AssessmentViewSchema = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  status: AssessmentStatusSchema,
  /** Approved and not past its review day. */
  isCurrent: z.boolean(),
  body: AssessmentBodySchema,
  conductedBy: z.string(),
  approvedBy: z.string().optional(),
  approvedAt: at.optional(),
  reopenedAt: at.optional(),
  /** What it does not cover: `detector:NAME:SOURCE`, `notice:KIND:VERSION`, `region:ID`, or a person's reason. */
  reopenedWhy: z.array(z.string()),
  /** Not deleted before (PIPL art. 56: three years). */
  keptUntilDay: day,
  actions: z.array(z.enum(['change', 'approve', 'reopen'])),
});
export type AssessmentView = z.infer<typeof AssessmentViewSchema>;

/** Reply of GET /api/v1/assessments. `template` is a text to start from. */
export const AssessmentListSchema = z.strictObject({
  assessments: z.array(AssessmentViewSchema),
  template: AssessmentBodySchema,
});
export type AssessmentList = z.infer<typeof AssessmentListSchema>;

/** Body of PUT /api/v1/detectors/:name/switch. On needs a current assessment: else 409 `pia_required`. */
export const SwitchBodySchema = z.strictObject({
  isOn: z.boolean(),
  reason: z.string().trim().min(10).max(500),
  version: z.number().int().min(0),
});

/** Reply of GET /api/v1/detectors: the kill switches (trust R21), effective within a minute. */
export const DetectorSwitchesSchema = z.strictObject({
  detectors: z.array(
    z.strictObject({
      name: z.string(),
      ruleVersion: z.number().int(),
      needs: z.array(z.string()),
      version: z.number().int(),
      isOn: z.boolean(),
      /** Switched on and covered by a current assessment. */
      runs: z.boolean(),
      assessmentId: z.string().optional(),
      reviewDay: day.optional(),
      changedAt: at.optional(),
      changedBy: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
  maySwitchOff: z.boolean(),
  maySwitchOn: z.boolean(),
});
export type DetectorSwitches = z.infer<typeof DetectorSwitchesSchema>;
