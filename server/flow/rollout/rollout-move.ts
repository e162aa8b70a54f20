import type { Checked, RolloutMode } from '../../contract/rollout.ts';
import { unmet } from '../../domain/rollout/checklist.ts';
import { modeAt, periodAt, type RolloutPeriod } from '../../domain/rollout/mode.ts';
import { conflict, forbidden } from '../../errors.ts';
import type { Pending } from '../../store/pending.ts';
import {
  findRollout,
  insertRollout,
  updateRollout,
  type Rollout,
  type RolloutMove,
} from '../../store/rollouts.ts';
import { revokeWork } from '../approval/approval-topic.ts';
import type { Actor, Deps } from '../deps.ts';
import { periodsOf } from './rollout-mode.ts';
import { rolloutAudit } from './rollout-record.ts';

/** A region as a move finds it. */
export type Loaded = Readonly<{ before: Rollout; mode: RolloutMode; period: RolloutPeriod | null }>;

/** A region now; somebody who saw another `version` of it is told so. */
export async function loadRollout(deps: Deps, regionId: string, version?: number): Promise<Loaded> {
  const found = await findRollout(regionId);
  const before: Rollout = found ?? { id: regionId, version: 0, periods: periodsOf(null), history: [] };
  if (version !== undefined && before.version !== version) throw conflict('stale_version');
  const at = deps.now();
  return { before, mode: modeAt(before.periods, at), period: periodAt(before.periods, at) };
}

type Change = Omit<RolloutMove, 'at' | 'byId'> &
  Readonly<{ actor: Actor; from: RolloutMode; to: RolloutMode; slot?: string }>;

/** One write of the move, its audit line and what is told or asked, if nobody was first. */
export async function saveRollout(
  deps: Deps,
  { before, next }: Readonly<{ before: Rollout; next: Omit<Rollout, 'version' | 'history'> }>,
  { actor, slot, from, to, ...change }: Change,
  work: readonly Pending[] = [],
): Promise<void> {
  const row: RolloutMove = { at: deps.now(), byId: actor.personId, ...change };
  const version = before.version + 1;
  const saved = { ...next, version, history: [...before.history, row] };
  const cardId = `rollouts:${saved.id}:${version}:card`;
  const card: Pending[] =
    slot === undefined ? [] : [{ id: cardId, kind: 'card', slot: `${slot}:${version}` }];
  const pending = [rolloutAudit(saved, { ...row, from, to }), ...card, ...work];
  // A region without a record gets its first one.
  const isFirst = before.version === 0 && (await findRollout(before.id)) === null;
  const isSaved = isFirst ? await insertRollout(saved, pending) : await updateRollout(before, saved, pending);
  if (!isSaved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
}

/** The region without its question, and what takes that back in the chat. */
export function unasked({ goLive, ...rest }: Rollout): { rest: Rollout; takenBack: Pending[] } {
  const { asking, byId: applicantId = '' } = goLive ?? {};
  return { rest, takenBack: asking ? revokeWork('go_live', { ...asking, applicantId }) : [] };
}

/** The periods with the last one ended, where it still runs. */
export const ended = (periods: readonly RolloutPeriod[], toAt: Date): RolloutPeriod[] =>
  periods.map((one, at) => (at === periods.length - 1 && one.toAt === undefined ? { ...one, toAt } : one));

export function requireMet(checklist: readonly Checked[]): void {
  const missing = unmet(checklist);
  if (missing.length > 0) throw conflict('checklist_unmet', { missing });
}

export function requireRole(mayDo: boolean): void {
  if (!mayDo) throw forbidden('not_your_role');
}

export const isOneOf = ({ roles }: Pick<Actor, 'roles'>, wanted: readonly string[]): boolean =>
  roles.some((role) => wanted.includes(role));

export const wrongMode = () => conflict('illegal_transition');
