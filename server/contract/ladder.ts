import { z } from 'zod';
import { DaySchema } from './calendar.ts';
import { says, textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** What a rung may do, from the mildest up. `fine` is off by default: a company has no power to fine (trust 1.1), except where a region cites its own basis. */
export const MeasureSchema = z.enum([
  'warning',
  'performance_deduction',
  'fine',
  'pay_change',
  'post_change',
  'termination',
]);
export type Measure = z.infer<typeof MeasureSchema>;

/** Which kind of matter a rung answers; `any` answers both (trust 1.1: two case types with two evidence lists). */
export const LegalPathSchema = z.enum(['rule_breach', 'dual_employment']);
export type LegalPath = z.infer<typeof LegalPathSchema>;

const sharePct = z.number().int().min(1).max(100);
const fen = z.number().int().min(1).max(100_000_000);

/** One step of the ladder: it answers the `fromCount`-th proven case of the look-back window and those after it, until a later rung does. */
export const RungSchema = z
  .strictObject({
    id: textLike(/^[a-z0-9-]{1,40}$/, rule.rungId),
    name: z.strictObject({ zh: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) }),
    fromCount: z.number().int().min(1).max(10),
    measures: z.array(MeasureSchema).min(1).max(6),
    /** Of that month's performance pay, at most; needs the adopted bonus rule. */
    deductionSharePct: sharePct.optional(),
    /** At most; only in regions of `fineRegions`. */
    fineFen: fen.optional(),
  })
  .refine(({ measures }) => new Set(measures).size === measures.length, {
    path: ['measures'],
    ...says(rule.measureOnce),
  })
  .refine(
    (rung) => rung.measures.includes('performance_deduction') === (rung.deductionSharePct !== undefined),
    {
      path: ['deductionSharePct'],
      ...says(rule.ofDeduction),
    },
  )
  .refine((rung) => rung.measures.includes('fine') === (rung.fineFen !== undefined), {
    path: ['fineFen'],
    ...says(rule.ofFine),
  });
export type Rung = z.infer<typeof RungSchema>;

/** The bonus rule (奖金办法) a deduction rests on: adopted like any rule that touches staff interests (Labour Contract Law art. 4). */
export const BonusRuleSchema = z.strictObject({
  name: z.string().trim().min(2).max(100),
  adoptedDay: DaySchema,
  /** How staff or their representatives were consulted. */
  consultation: z.string().trim().min(5).max(500),
  /** The most of a month's performance pay that the rule lets go. */
  maxSharePct: sharePct,
});
export type BonusRule = z.infer<typeof BonusRuleSchema>;

/** The penalty ladder (M15): part of the adopted policy document, hashed with it. Rungs stand in rising order of `fromCount`. */
export const LadderSchema = z.strictObject({
  /** Proven cases of one person count this long, months back from the present case. */
  lookBackMonths: z.number().int().min(1).max(36),
  rungs: z
    .array(RungSchema)
    .min(1)
    .max(10)
    .refine(
      (rungs) => rungs.every((rung, at) => at === 0 || rung.fromCount > (rungs[at - 1]?.fromCount ?? 0)),
      says(rule.rungsRise),
    )
    .refine((rungs) => new Set(rungs.map(({ id }) => id)).size === rungs.length, says(rule.rungIdsDiffer))
    .refine((rungs) => rungs[0]?.fromCount === 1, says(rule.firstRung)),
  bonusRule: BonusRuleSchema.optional(),
  /** Regions (id) where a money fine is lawful, each with the basis it cites; empty = fines are off. */
  fineRegions: z.record(z.string().min(1).max(64), z.string().trim().min(5).max(300)),
});
export type Ladder = z.infer<typeof LadderSchema>;

/**
 * The ladder the product ships with: first proven case → warning and that month's performance deduction; repeated → termination. Two
 * years: as long as a closed case is kept (trust R13).
 */
export const DEFAULT_LADDER: Ladder = {
  lookBackMonths: 24,
  rungs: [
    {
      id: 'first',
      name: { zh: '首次查实', en: 'First proven case' },
      fromCount: 1,
      measures: ['warning', 'performance_deduction'],
      deductionSharePct: 20,
    },
    {
      id: 'repeated',
      name: { zh: '再次查实', en: 'Repeated' },
      fromCount: 2,
      measures: ['warning', 'termination'],
    },
  ],
  fineRegions: {},
};
