import type { AppealBody, DecideAppealBody } from '../../contract/case-bodies.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { isMilder, milderOutcomes, penaltyOf } from '../../domain/case/appeal.ts';
import type { Appeal } from '../../domain/case/case.ts';
import type { CaseActor } from '../../domain/case/guard.ts';
import type { CaseEvent } from '../../domain/case/transitions.ts';
import { badField, conflict } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findAppealDeciders } from './appeal-deciders.ts';
import { loadCase, stepCase, type CaseStep } from './case-step.ts';
import { waitsEnded } from './case-wait.ts';
import type { Actor, Deps } from '../deps.ts';

/** The person appeals, in the own words: nothing is carried out until somebody new has decided. The same appeal twice is one. */
export async function appealCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: AppealBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { id, text } = input.body;
  if (record.appeal?.id === id && record.personId === actor.personId) {
    if (record.appeal.text === text) return record;
    throw conflict('already_appealed');
  }
  const at = deps.now();
  const deciders = await findAppealDeciders({ ...record, state: 'appealed' }, at);
  const appeal = { id, at, text, deciderIds: deciders.map((person) => person.id) };
  return stepCase(deps, record, { event: 'appeal', actor, changes: { appeal }, cards: [{ slot: 'appeal' }] });
}

/** Somebody who had no part in it decides: the penalty stands, becomes milder, or falls. */
export async function decideAppeal(
  deps: Deps,
  actor: CaseActor,
  input: { caseId: string; body: DecideAppealBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, result, reason, changedTo } = input.body;
  assertFits(record, input.body);
  const at = deps.now();
  const decision = {
    at,
    byId: actor.personId,
    result,
    reason,
    ...(changedTo !== undefined && { changedTo }),
  };
  const step = { actor, version, reason, cards: [{ slot: 'decision' }] };
  return stepCase(deps, record, { ...step, ...effectOf(record, { decision, at }) });
}

function assertFits(record: CaseRecord, { result, changedTo }: DecideAppealBody): void {
  if ((result === 'changed') !== (changedTo !== undefined)) throw badField('changedTo', rule.withChanged);
  const penalty = penaltyOf(record);
  if (changedTo === undefined || penalty === undefined) return;
  if (!isMilder(changedTo, penalty)) throw conflict('not_milder');
  if (!milderOutcomes(record).includes(changedTo)) throw conflict('milder_not_proposed');
}

type Decided = Readonly<{ decision: NonNullable<Appeal['decision']>; at: Date }>;

/** What the decision does to the case; one that leaves no penalty ends it, and takes back what was carried out. */
function effectOf(record: CaseRecord, { decision, at }: Decided): Pick<CaseStep, 'event' | 'changes'> {
  const { execution } = record;
  const appeal = record.appeal && { ...record.appeal, decision };
  const event = eventOf(decision);
  const changes = { ...(appeal && { appeal }) };
  if (event === 'uphold') return { event, changes };
  if (event === 'change') {
    const penalty = decision.changedTo === 'talk' ? undefined : decision.changedTo;
    const changed = execution && penalty && { ...execution, penalty };
    return { event, changes: { ...changes, ...(changed && { execution: changed }) } };
  }
  const isTalk = event === 'change_to_talk';
  return {
    event,
    changes: {
      ...changes,
      ...waitsEnded(record, at),
      ...(execution && { execution: { ...execution, revokedAt: at } }),
      ...(isTalk && { lane: 'A' }),
      outcome: isTalk ? 'talk' : 'overturned',
    },
  };
}

function eventOf({ result, changedTo }: Decided['decision']): CaseEvent {
  if (result === 'upheld') return 'uphold';
  if (result === 'overturned') return 'overturn';
  return changedTo === 'talk' ? 'change_to_talk' : 'change';
}
