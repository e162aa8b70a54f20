import { comparisonsOf, type RuleBody } from '../../contract/custom-rule.ts';
import { customRuleEn } from '../../contract/texts/custom-rule.en.ts';
import { customRuleZh } from '../../contract/texts/custom-rule.zh.ts';
import type { Finding } from '../detectors/finding.ts';
import type { WorkDay } from '../detectors/evidence.ts';
import type { DailyFacts } from './daily-facts.ts';

/** A rule of the company's own in one version. */
export type CustomRule = Readonly<
  Pick<RuleBody, 'title' | 'message' | 'severity' | 'staffKinds' | 'conditions'> & {
    id: string;
    version: number;
  }
>;

/** Findings of rules stand beside those of detectors under this name. */
export const detectorOf = ({ id }: Pick<CustomRule, 'id'>): string => `rule:${id}`;

/** Confidence of a rule that came true: it is somebody's rule of thumb, and nobody has measured it. */
const SCORE = 0.5;

/** Whether the day holds everything the rule looks at: what is not known makes no rule true. */
export const isAnswerable = ({ conditions }: CustomRule, facts: DailyFacts): boolean =>
  comparisonsOf(conditions).every(({ fact }) => facts[fact] !== null);

/** A hint like any other (R5): at most medium, in the author's words without anything that could be markup. */
export function ruleFinding(
  rule: CustomRule,
  { day, facts, personId }: Readonly<{ day: WorkDay; facts: DailyFacts; personId: string }>,
): Finding | null {
  const [first, last] = [day.shifts[0], day.shifts.at(-1)];
  if (!first || !last) return null;
  const compared = comparisonsOf(rule.conditions);
  const said = (language: 'zh' | 'en') => ({
    title: plainText(rule.title[language]),
    message: plainText(rule.message[language]),
  });
  return {
    detector: detectorOf(rule),
    version: rule.version,
    personId,
    shiftId: last.id,
    days: [day.day],
    startAt: first.startAt,
    endAt: last.endAt,
    score: SCORE,
    severity: rule.severity,
    verdict: 'supported',
    numbers: Object.fromEntries(compared.map(({ fact }) => [fact, rounded(facts[fact] ?? 0)])),
    thresholds: Object.fromEntries(compared.map(({ fact, value }) => [fact, value])),
    reasons: ['custom_rule'],
    evidence: [],
    sentence: { zh: customRuleZh.sentence(said('zh')), en: customRuleEn.sentence(said('en')) },
    whatWouldClear: { zh: customRuleZh.clears, en: customRuleEn.clears },
  };
}

/** One line of visible characters; what could be markup, a mention or a link stands in its full-width form. */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[&<>*_`~#[\](){}|\\@!]/g, (mark) =>
      String.fromCodePoint((mark.codePointAt(0) ?? 0) + 0xfee0),
    )
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
