import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine';
import type { RuleConditions, RuleNode } from '../../contract/custom-rule.ts';
import { dailyFactsOf, type DailyFacts } from '../../domain/custom-rule/daily-facts.ts';
import {
  detectorOf,
  isAnswerable,
  ruleFinding,
  type CustomRule,
} from '../../domain/custom-rule/rule-finding.ts';
import type { Baseline } from '../../domain/baseline/baseline.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import type { LoadedWindow } from '../detect/detect-window.ts';

const MATCH = 'match';
/** Engines by conditions: the same rule is asked about every day of everyone. */
const engines = new WeakMap<RuleConditions, Engine>();

/**
 * Findings of the company's own rules for the last day of a window. A rule is data: comparisons of numbers with constants, checked by
 * its schema before it was stored, so that there is nothing to reach out; how many there are and how long each may take is limited.
 */
export async function findByRules(
  rules: readonly CustomRule[],
  { today, evidence }: LoadedWindow,
  baseline: Baseline,
): Promise<Finding[]> {
  const { person } = evidence;
  const own = rules.filter(({ staffKinds }) => staffKinds.includes(person.kind));
  if (own.length === 0) return [];
  const facts = dailyFactsOf(today, { evidence, baseline });
  const findings: Finding[] = [];
  for (const rule of own) {
    const isTrue = isAnswerable(rule, facts) && (await isMatch(rule.conditions, facts));
    const finding = isTrue ? ruleFinding(rule, { day: today, facts, personId: person.id }) : null;
    if (finding) findings.push(finding);
  }
  return findings;
}

export async function isMatch(conditions: RuleConditions, facts: Partial<DailyFacts>): Promise<boolean> {
  const engine = engineOf(conditions);
  const done = await withinTime(engine.run({ ...facts }), RULE_TIME_MS);
  if (!done) engine.stop();
  return done !== null && done.events.length > 0;
}

/** A rule of the largest size takes about a millisecond: one that takes this long is given up and finds nothing. */
export const RULE_TIME_MS = 250;

/** What the work answers in time, or null. */
export async function withinTime<T>(work: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const ruleNames = (rules: readonly CustomRule[]): ReadonlySet<string> =>
  new Set(rules.map(detectorOf));

function engineOf(conditions: RuleConditions): Engine {
  const known = engines.get(conditions);
  if (known) return known;
  const engine = new Engine();
  engine.addRule({ conditions: copyOf(conditions), event: { type: MATCH } });
  engines.set(conditions, engine);
  return engine;
}

/** The engine's own copy: it adds to what it is given. */
function copyOf(conditions: RuleConditions): TopLevelCondition {
  return 'all' in conditions ? { all: conditions.all.map(copyNode) } : { any: conditions.any.map(copyNode) };
}

const copyNode = (node: RuleNode): NestedCondition => ('fact' in node ? { ...node } : copyOf(node));
