import type { z } from 'zod';
import { MOST } from '../../contract/limits.ts';
import type { RuleBody, RuleSwitchBodySchema, RuleTestBodySchema } from '../../contract/custom-rule.ts';
import { isCurrent } from '../../domain/policy/assessment.ts';
import { addDays } from '../../domain/time.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { findAssessment } from '../../store/assessments.ts';
import {
  findRule,
  insertRule,
  listEnabledRules,
  listRules,
  updateRule,
  type StoredRule,
} from '../../store/custom-rules.ts';
import type { Pending } from '../../store/pending.ts';
import { findReplay, type Replay } from '../../store/replays.ts';
import type { Actor, Deps } from '../deps.ts';
import { companyToday } from '../policy/detector-switch.ts';
import { queueReplay } from '../tuning/replay-start.ts';

const MAY_ENABLE: readonly string[] = ['hr_lead', 'staff_rep'];
const MAY_DISABLE: readonly string[] = ['hr', 'hr_lead', 'staff_rep', 'legal', 'admin'];

/** Writes a new rule or a new version of one that is not in force. */
export async function saveRule(
  deps: Deps,
  actor: Actor,
  { id, body }: Readonly<{ id: string; body: RuleBody }>,
): Promise<StoredRule> {
  const known = await findRule(id);
  if ((known?.version ?? 0) !== body.version) throw conflict('stale_version');
  if (known?.status === 'enabled') throw conflict('rule_enabled');
  const at = deps.now();
  const next = { ...body, version: body.version + 1, status: 'draft', byId: actor.personId, at } as const;
  const move = { at, actor, action: 'rule.write', to: `v${next.version}` };
  if (!known) {
    if ((await listRules()).length >= MOST.rules) throw conflict('too_many_rules');
    const rule = { ...next, id, seq: 0 };
    if (await insertRule(rule, [auditOf(rule, move)])) return rule;
  }
  const saved = known && (await updateRule(known, next, [auditOf(known, move)]));
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return saved;
}

/** Runs this version of the rule over the stored history, as a replay. */
export async function testRule(
  deps: Deps,
  actor: Actor,
  { ruleId, body }: Readonly<{ ruleId: string; body: z.infer<typeof RuleTestBodySchema> }>,
): Promise<Replay> {
  const rule = await loadRule(ruleId, body.version);
  const replay = await queueReplay(deps, actor, {
    id: body.id,
    rule: { id: ruleId, version: rule.version },
    days: body.days,
  });
  const test = { replayId: replay.id, version: rule.version };
  const move = { at: deps.now(), actor, action: 'rule.test', to: replay.id };
  if (!(await updateRule(rule, { test }, [auditOf(rule, move)]))) throw conflict('stale_version');
  return replay;
}

/** Puts a tested rule into force from tomorrow on: by somebody who did not write it, under a current impact assessment. */
export async function enableRule(
  deps: Deps,
  actor: Actor,
  { ruleId, body }: Readonly<{ ruleId: string; body: z.infer<typeof RuleSwitchBodySchema> }>,
): Promise<StoredRule> {
  if (!mayEnable(actor)) throw forbidden('not_your_role');
  const rule = await loadRule(ruleId, body.version);
  if (rule.byId === actor.personId) throw forbidden('is_author');
  if (rule.status === 'enabled') return rule;
  const today = await companyToday(deps);
  if (!(await isAssessed(rule, today))) throw conflict('pia_required', { piaId: rule.piaId });
  const test = rule.test?.version === rule.version ? await findReplay(rule.test.replayId) : null;
  if (test?.status !== 'done') throw conflict('rule_untested');
  if ((await listEnabledRules()).length >= MOST.rulesInForce) throw conflict('too_many_rules');
  const set = { status: 'enabled', enabledById: actor.personId, fromDay: addDays(today, 1) } as const;
  return switchRule(deps, rule, { set, actor, why: body.reason });
}

/** Takes a rule out of force at once. What it found stays for people to decide. */
export async function disableRule(
  deps: Deps,
  actor: Actor,
  { ruleId, body }: Readonly<{ ruleId: string; body: z.infer<typeof RuleSwitchBodySchema> }>,
): Promise<StoredRule> {
  if (!mayDisable(actor)) throw forbidden('not_your_role');
  const rule = await loadRule(ruleId, body.version);
  if (rule.status !== 'enabled') return rule;
  return switchRule(deps, rule, { set: { status: 'disabled' }, actor, why: body.reason });
}

export const mayEnable = ({ roles }: Actor): boolean => roles.some((role) => MAY_ENABLE.includes(role));
export const mayDisable = ({ roles }: Actor): boolean => roles.some((role) => MAY_DISABLE.includes(role));

/** Whether the assessment the rule names is current (R19). */
export async function isAssessed({ piaId }: Pick<StoredRule, 'piaId'>, today: string): Promise<boolean> {
  const assessment = await findAssessment(piaId);
  return assessment !== null && isCurrent(assessment, today);
}

async function switchRule(
  deps: Deps,
  rule: StoredRule,
  { set, actor, why }: Readonly<{ set: Partial<StoredRule>; actor: Actor; why: string }>,
): Promise<StoredRule> {
  const to = set.status ?? rule.status;
  const move = { at: deps.now(), actor, action: `rule.${to === 'enabled' ? 'enable' : 'disable'}`, to, why };
  const saved = await updateRule(rule, set, [auditOf(rule, move)]);
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return saved;
}

async function loadRule(id: string, version: number): Promise<StoredRule> {
  const rule = await findRule(id);
  if (!rule) throw notFound('rule');
  if (rule.version !== version) throw conflict('stale_version');
  return rule;
}

function auditOf(
  rule: StoredRule,
  { at, actor, ...move }: Readonly<{ at: Date; actor: Actor; action: string; to: string; why?: string }>,
): Pending {
  const entry = {
    at,
    actorId: actor.personId,
    subject: `custom_rules:${rule.id}`,
    from: rule.status,
    ...move,
  };
  return { id: `${rule.id}:${rule.seq}:${move.action}`, kind: 'audit', entry };
}
