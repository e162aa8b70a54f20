import { z } from 'zod';
import { ReasonSchema } from './case.ts';
import { ClientIdSchema } from './ingest.ts';
import { StaffKindSchema } from './person.ts';
import { MAX_REPLAY_DAYS } from './tuning.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

/**
 * What a custom rule may look at: numbers of one working day of one person. The unit is the end of the name; names for people stand in
 * `texts/daily-facts.*.ts`. A number that is not known of a day makes no rule true.
 */
export const DailyFactSchema = z.enum([
  'workMin',
  'coveragePct',
  'observedMin',
  'stays',
  'stayMin',
  'moveKm',
  'radiusKm',
  'unknownMin',
  'longestUnknownMin',
  'newAreaPct',
  'punches',
  'firstPunchLateMin',
  'lastPunchEarlyMin',
  'visits',
  'visitMin',
  'orders',
  'salesYuan',
  'tasks',
]);
export type DailyFact = z.infer<typeof DailyFactSchema>;

export const RuleOperatorSchema = z.enum([
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
]);

/** Comparisons in one rule, and how deep groups may stand in groups: what a person can still read. */
export const MAX_COMPARISONS = 12;
export const MAX_DEPTH = 3;

const ComparisonSchema = z.strictObject({
  fact: DailyFactSchema,
  operator: RuleOperatorSchema,
  value: z.number().min(-1e7).max(1e7),
});
export type RuleComparison = z.infer<typeof ComparisonSchema>;
export type RuleConditions = Readonly<{ all: readonly RuleNode[] }> | Readonly<{ any: readonly RuleNode[] }>;
export type RuleNode = RuleComparison | RuleConditions;

const groupOf = (depth: number): z.ZodType<RuleConditions> => {
  const node: z.ZodType<RuleNode> =
    depth === 1 ? ComparisonSchema : z.union([ComparisonSchema, groupOf(depth - 1)]);
  const nodes = z.array(node).min(1).max(MAX_COMPARISONS);
  return z.union([z.strictObject({ all: nodes }), z.strictObject({ any: nodes })]);
};
/** Comparisons of named numbers with constants, joined by all and any: no code, no paths, no other operators. */
export const RuleConditionsSchema = groupOf(MAX_DEPTH).refine(
  (conditions) => comparisonsOf(conditions).length <= MAX_COMPARISONS,
  says(rule.mostComparisons(MAX_COMPARISONS)),
);

/** Every comparison of the rule, in order. */
export function comparisonsOf(node: RuleNode): RuleComparison[] {
  if ('fact' in node) return [node];
  return ('all' in node ? node.all : node.any).flatMap(comparisonsOf);
}

const words = (max: number) =>
  z.strictObject({ zh: z.string().trim().min(2).max(max), en: z.string().trim().min(2).max(max) });
/** Body of PUT /api/v1/rules/:id; `version` is the one the author saw, 0 for a new rule. */
export const RuleBodySchema = z.strictObject({
  version: z.number().int().min(0),
  title: words(40),
  message: words(200),
  /** A rule of the company's own never calls anything grave. */
  severity: z.enum(['low', 'medium']),
  staffKinds: z.array(StaffKindSchema).min(1).max(4),
  conditions: RuleConditionsSchema,
  /** The impact assessment that allows it (R19). */
  piaId: z.string().trim().min(1).max(64),
});
export type RuleBody = z.infer<typeof RuleBodySchema>;

/** Body of POST /api/v1/rules/:id/test. */
export const RuleTestBodySchema = z.strictObject({
  id: ClientIdSchema,
  version: z.number().int().min(1),
  days: z.number().int().min(1).max(MAX_REPLAY_DAYS),
});
/** Body of POST /api/v1/rules/:id/enable and …/disable. */
export const RuleSwitchBodySchema = z.strictObject({
  version: z.number().int().min(1),
  reason: ReasonSchema,
});

const at = z.iso.datetime();
export const RuleViewSchema = RuleBodySchema.extend({
  id: z.string(),
  status: z.enum(['draft', 'enabled', 'disabled']),
  by: z.string(),
  at,
  /** The last test of this version. */
  test: z
    .strictObject({ replayId: z.string(), status: z.enum(['waiting', 'running', 'done', 'failed']) })
    .optional(),
  enabledBy: z.string().optional(),
  fromDay: z.iso.date().optional(),
  isAssessed: z.boolean(),
  mayEnable: z.boolean(),
  mayDisable: z.boolean(),
});
export type RuleView = z.infer<typeof RuleViewSchema>;
/** Reply of GET /api/v1/rules. */
export const RuleListSchema = z.strictObject({
  rules: z.array(RuleViewSchema),
  /** Current impact assessments a rule may name. */
  assessments: z.array(z.strictObject({ id: z.string(), title: z.string(), reviewDay: z.iso.date() })),
});
export type RuleList = z.infer<typeof RuleListSchema>;
