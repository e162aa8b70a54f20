import { z } from 'zod';
import { DaySchema as day } from './calendar.ts';
import { ReasonSchema } from './case.ts';
import { LadderSchema } from './ladder.ts';
import { says, textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

const at = z.iso.datetime();

/** The parts of the field-staff code (外勤人员行为规范), in the order they stand. */
export const PolicySectionKeySchema = z.enum([
  'applies_to',
  'working_time',
  'reporting',
  'scope',
  'ladder',
  'non_compete',
  'tracking',
  'effect',
]);
export type PolicySectionKey = z.infer<typeof PolicySectionKeySchema>;
/** Without these nothing can be published (product M10). */
export const REQUIRED_SECTIONS: readonly PolicySectionKey[] = [
  'scope',
  'working_time',
  'reporting',
  'ladder',
  'non_compete',
  'tracking',
];

export const PolicySectionSchema = z.strictObject({
  key: PolicySectionKeySchema,
  title: z.string().trim().min(1).max(60),
  /** Markdown subset: paragraphs, lists, sub-headings. */
  text: z.string().trim().max(8000),
});
export type PolicySection = z.infer<typeof PolicySectionSchema>;

/** How staff were consulted before a version is published (Labour Contract Law art. 4): who, when, with what result. */
export const ConsultationSchema = z
  .strictObject({
    /** Discussion by the staff congress or all staff is the law's first step, equal consultation with the union its second. */
    form: z.enum(['staff_congress', 'all_staff']),
    withWhom: z.string().trim().min(2).max(200),
    people: z.number().int().min(1).max(1_000_000),
    discussedFromDay: day,
    discussedToDay: day,
    /** What staff proposed. */
    opinions: z.string().trim().min(5).max(3000),
    /** The union or the staff representatives the text was settled with, and on which day. */
    settledWith: z.string().trim().min(2).max(200),
    settledDay: day,
    /** What was taken over, what not and why. */
    result: z.string().trim().min(10).max(3000),
    publicisedFromDay: day,
    publicisedHow: z.string().trim().min(2).max(300),
  })
  .refine((one) => one.discussedFromDay <= one.discussedToDay, {
    path: ['discussedToDay'],
    ...says(rule.notBeforeDiscussion),
  })
  .refine((one) => one.discussedToDay <= one.settledDay, {
    path: ['settledDay'],
    ...says(rule.notBeforeDiscussed),
  });
export type Consultation = z.infer<typeof ConsultationSchema>;

const versionName = textLike(/^[A-Za-z0-9.-]{1,40}$/, rule.versionName);

/** Body of PUT /api/v1/policy/draft: everything of the next version, as far as it is known. `revision` is the one that was edited. */
export const PolicyDraftBodySchema = z.strictObject({
  revision: z.number().int().min(0),
  version: versionName,
  title: z.string().trim().min(2).max(100),
  sections: z
    .array(PolicySectionSchema)
    .max(8)
    .refine(
      (sections) => new Set(sections.map(({ key }) => key)).size === sections.length,
      says(rule.sectionOnce),
    ),
  ladder: LadderSchema,
  effectiveDay: day.optional(),
  consultation: ConsultationSchema.optional(),
  /** A courtesy translation; the Chinese text decides. */
  english: z.string().max(60_000).optional(),
});
export type PolicyDraftBody = z.infer<typeof PolicyDraftBodySchema>;

/** Body of POST /api/v1/policy/draft/import; the reply is what was understood, nothing is saved. */
export const ImportPolicyBodySchema = z.strictObject({ markdown: z.string().min(1).max(60_000) });
export const ImportedPolicySchema = z.strictObject({
  title: z.string(),
  sections: z.array(PolicySectionSchema),
  /** Headings that were put into a section by their words, or into none. */
  notes: z.array(z.strictObject({ heading: z.string(), key: PolicySectionKeySchema.optional() })),
  missing: z.array(PolicySectionKeySchema),
});
export type ImportedPolicy = z.infer<typeof ImportedPolicySchema>;

export const PublishPolicyBodySchema = z.strictObject({ revision: z.number().int().min(1) });

/** Body of POST /api/v1/policy/versions/:version/withdrawal, before its first day. */
export const WithdrawPolicyBodySchema = z.strictObject({ reason: ReasonSchema });

/** One reason why a draft cannot be published. */
export const PolicyFaultSchema = z.strictObject({
  code: z.enum([
    'section_missing',
    'consultation_missing',
    'consultation_in_future',
    'effective_missing',
    'effective_too_early',
    'version_taken',
    'fine_without_region',
    'bonus_rule_missing',
  ]),
  section: PolicySectionKeySchema.optional(),
});
export type PolicyFault = z.infer<typeof PolicyFaultSchema>;

/** Reply of GET /api/v1/policy/draft: the draft, or what the next one would start from (revision 0). */
export const PolicyDraftViewSchema = z.strictObject({
  draft: PolicyDraftBodySchema,
  editedAt: at.optional(),
  editedBy: z.string().optional(),
  /** Empty when it may be published. */
  faults: z.array(PolicyFaultSchema),
  /** Not faults: a lawyer should look at them. */
  cautions: z.array(
    z.enum([
      'deduction_without_bonus_rule',
      'fine_region',
      'short_notice',
      'record_period',
      'procedure_days',
      'replaces_pending',
    ]),
  ),
  mayPublish: z.boolean(),
  regions: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});
export type PolicyDraftView = z.infer<typeof PolicyDraftViewSchema>;

export const PolicyVersionSchema = z.strictObject({
  version: z.string(),
  title: z.string(),
  hash: z.string(),
  effectiveAt: at,
  adoptedAt: at,
  consultation: z.string(),
  consultationRecord: ConsultationSchema.optional(),
  isInForce: z.boolean(),
  /** Another one took its place before its first day. */
  isReplaced: z.literal(true).optional(),
  /** Taken back before its first day; whoever reads the list sees why. */
  withdrawn: z.strictObject({ at, reason: z.string() }).optional(),
  /** The reader may take it back. */
  mayWithdraw: z.literal(true).optional(),
});
/** Reply of GET /api/v1/policy/versions, newest first; everyone may read every version. */
export const PolicyVersionsSchema = z.strictObject({ versions: z.array(PolicyVersionSchema) });
export type PolicyVersions = z.infer<typeof PolicyVersionsSchema>;

/** Reply of GET /api/v1/policy/diff?from=&to=: line by line, sections in the order of the newer text. */
export const PolicyDiffSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  sections: z.array(
    z.strictObject({
      title: z.string(),
      change: z.enum(['same', 'changed', 'added', 'removed']),
      lines: z.array(z.strictObject({ op: z.enum(['same', 'add', 'remove']), text: z.string() })),
    }),
  ),
});
export type PolicyDiff = z.infer<typeof PolicyDiffSchema>;

/** Reply of GET /api/v1/policy/coverage: how many of the staff have acknowledged the newest version. */
export const PolicyCoverageSchema = z.strictObject({
  version: z.string().optional(),
  effectiveAt: at.optional(),
  regions: z.array(
    z.strictObject({
      regionId: z.string(),
      regionName: z.string(),
      staff: z.number().int(),
      acknowledged: z.number().int(),
      reminded: z.number().int(),
    }),
  ),
});
export type PolicyCoverage = z.infer<typeof PolicyCoverageSchema>;
