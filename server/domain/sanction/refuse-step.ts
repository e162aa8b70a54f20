import type { EvidencePoint, SanctionEvent } from '../../contract/sanction.ts';
import { refuseKinds, showsPoint, type EvidenceFault } from './evidence.ts';
import { countsAsDelivered } from './delivery.ts';
import { findEdge } from './paths.ts';
import type { Sanction, SanctionEvidence } from './sanction.ts';
import type { SanctionSettings } from './settings.ts';

/** Facts a step brings along, as they will stand in the file. */
export type StepFacts = Partial<
  Pick<
    Sanction,
    | 'rule'
    | 'evidence'
    | 'hearing'
    | 'milder'
    | 'effect'
    | 'demand'
    | 'delivery'
    | 'reply'
    | 'refusal'
    | 'compliance'
    | 'unionNotice'
    | 'unionReply'
    | 'unionAnswer'
  >
>;
/** A step somebody asks for, with the facts it brings along. */
export type SanctionStep = Readonly<{
  event: SanctionEvent;
  actor: Readonly<{ personId: string; roles: readonly string[] }>;
  at: Date;
  facts: StepFacts;
  /** The case may end with a talk at most: no path leads from it to a penalty. */
  isTalkOnly?: true;
  /** Start of what happened: the rule has to have bound the person by then. */
  happenedAt: Date;
  settings: SanctionSettings;
}>;
/** Why a step is refused: a permanent code that the door answers with. */
export type StepFault =
  | 'talk_only'
  | 'no_such_step'
  | 'not_your_role'
  | 'is_subject'
  | 'rule_not_adopted'
  | 'rule_not_consulted'
  | 'rule_not_acknowledged'
  | 'not_heard'
  | 'not_weighed'
  | 'demand_too_short'
  | 'not_delivered'
  | 'delivered_too_late'
  | 'demand_still_running'
  | 'not_refused'
  | 'union_not_told'
  | 'union_still_has_time'
  | EvidenceFault;

const DAY_MS = 86_400_000;

/** Why a path may not take this step now, or null. */
export function refuseStep(sanction: Sanction, step: SanctionStep): StepFault | null {
  if (step.isTalkOnly === true) return 'talk_only';
  const edge = findEdge(sanction.path, sanction.state, step.event);
  if (!edge) return 'no_such_step';
  const isSubject = step.actor.personId === sanction.personId;
  if (edge.who.includes('subject')) return isSubject ? null : 'not_your_role';
  if (isSubject) return 'is_subject';
  if (!edge.who.some((role) => step.actor.roles.includes(role))) return 'not_your_role';
  return needs[step.event]?.(sanction, step) ?? null;
}

type Need = (sanction: Sanction, step: SanctionStep) => StepFault | null;

/** What each step needs besides its place in the path. */
const needs: Readonly<Partial<Record<SanctionEvent, Need>>> = {
  bind_rule: (_, { facts: { rule }, happenedAt }) => {
    if (!rule?.adoptedAt || !rule.effectiveAt || rule.effectiveAt > happenedAt) return 'rule_not_adopted';
    if ((rule.consultation ?? '').trim() === '') return 'rule_not_consulted';
    return rule.acknowledgedAt && rule.acknowledgedAt <= happenedAt ? null : 'rule_not_acknowledged';
  },
  list_evidence: ({ path }, { facts: { evidence = [] } }) => {
    const point: EvidencePoint = path === 'rule_breach' ? 'breach' : 'second_employment';
    if (!showsPoint(evidence, point))
      return path === 'rule_breach' ? 'breach_missing' : 'second_employment_missing';
    return refuseKinds(evidence);
  },
  hear: (_, { facts: { hearing } }) => (hearing ? null : 'not_heard'),
  weigh_milder: (_, { facts: { milder } }) => (milder ? null : 'not_weighed'),
  show_effect: (_, { facts: { effect } }) =>
    effect && showsPoint(effect.evidence, 'effect_on_work') ? null : 'effect_missing',
  demand: (_, { facts: { demand }, settings }) =>
    demand && +demand.deadlineAt - +demand.issuedAt >= settings.demandDays * DAY_MS
      ? null
      : 'demand_too_short',
  prove_delivery: ({ demand }, { facts: { delivery }, settings }) => {
    if (!demand || !delivery || !countsAsDelivered('demand', delivery)) return 'not_delivered';
    const leftMs = +demand.deadlineAt - +delivery.at;
    return leftMs >= (settings.demandDays * DAY_MS) / 2 ? null : 'delivered_too_late';
  },
  refuse: refuseRefusal,
  notify_union: (_, { facts: { unionNotice } }) => (unionNotice ? null : 'union_not_told'),
  union_silence: ({ unionNotice }, { at }) =>
    unionNotice && at >= unionNotice.replyDueAt ? null : 'union_still_has_time',
};

/**
 * Why a refusal may not be recorded. It has to be the person's own word, or the job going on after the deadline; silence alone is neither
 * (trust R9). Who says that the job is over is believed until something dated after the deadline shows otherwise.
 */
function refuseRefusal(
  { demand, reply }: Sanction,
  { facts: { refusal }, at }: SanctionStep,
): StepFault | null {
  if (!demand || !refusal) return 'not_refused';
  if (reply && !reply.stopped) return null;
  if (at < demand.deadlineAt) return 'demand_still_running';
  return showsPoint(after(refusal.evidence, demand.deadlineAt), 'continues') ? null : 'not_refused';
}

const after = (evidence: readonly SanctionEvidence[], deadlineAt: Date): SanctionEvidence[] =>
  evidence.filter(({ at }) => at !== undefined && at >= deadlineAt);
