import type { RolloutMoveBody } from '../../contract/rollout.ts';
import { checkStart } from '../../domain/rollout/checklist.ts';
import { pilotEndsAt, type RolloutPeriod } from '../../domain/rollout/mode.ts';
import type { Actor, Deps } from '../deps.ts';
import { readinessOf, staffOf } from './rollout-facts.ts';
import {
  ended,
  isOneOf,
  loadRollout,
  requireMet,
  requireRole,
  saveRollout,
  unasked,
  wrongMode,
} from './rollout-move.ts';

const STARTERS: readonly string[] = ['hr', 'hr_lead'];
/** Anybody who sees harm may stop a region. */
const STOPPERS: readonly string[] = ['hr', 'hr_lead', 'legal', 'staff_rep', 'admin'];
export const mayStartPilot = (actor: Actor): boolean => isOneOf(actor, STARTERS);
export const mayStopRegion = (actor: Actor): boolean => isOneOf(actor, STOPPERS);

/** A step of somebody who saw `version` of the region. */
export type Move = RolloutMoveBody & Readonly<{ regionId: string }>;

/** HR tries a region out, once everything that a trial rests on is there. */
export async function startPilot(deps: Deps, actor: Actor, input: Move): Promise<void> {
  requireRole(mayStartPilot(actor));
  const { before, mode } = await loadRollout(deps, input.regionId, input.version);
  if (mode !== 'off') throw wrongMode();
  requireMet(checkStart(await readinessOf(deps, input.regionId, await staffOf(input.regionId))));
  const { rest, takenBack } = unasked(before);
  const period: RolloutPeriod = { mode: 'pilot', fromAt: deps.now() };
  const next = { ...rest, periods: [...closed(before.periods), period], pilotById: actor.personId };
  const change = { actor, move: 'pilot', from: mode, to: 'pilot', reason: input.reason } as const;
  await saveRollout(deps, { before, next }, change, takenBack);
}

/** Stops a region: nothing new is judged there, what was found stays as it is for people to end. */
export async function stopRegion(deps: Deps, actor: Actor, input: Move): Promise<void> {
  requireRole(mayStopRegion(actor));
  const { before, mode } = await loadRollout(deps, input.regionId, input.version);
  if (mode === 'off') throw wrongMode();
  const { rest, takenBack } = unasked(before);
  const { given: _none, ...stopped } = rest;
  const next = { ...stopped, periods: ended(before.periods, deps.now()) };
  const change = { actor, move: 'stop', from: mode, to: 'off', reason: input.reason } as const;
  await saveRollout(deps, { before, next }, change, takenBack);
}

/** The same before a new period: a pilot that ran out ended then. */
const closed = (periods: readonly RolloutPeriod[]): RolloutPeriod[] =>
  periods.map((one) => (one.toAt === undefined ? { ...one, toAt: pilotEndsAt(one) } : one));
