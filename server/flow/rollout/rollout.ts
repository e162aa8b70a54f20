import type { Checked, GoLiveSignBody, RolloutMode, RolloutMoveBody } from '../../contract/rollout.ts';
import { checkGoLive, checkStart, unmet } from '../../domain/rollout/checklist.ts';
import { hasLapsed, modeAt, periodAt, pilotEndsAt, type RolloutPeriod } from '../../domain/rollout/mode.ts';
import { conflict, forbidden } from '../../errors.ts';
import type { Pending } from '../../store/pending.ts';
import {
  findRollout,
  insertRollout,
  listRollouts,
  updateRollout,
  type Rollout,
  type RolloutMove,
} from '../../store/rollouts.ts';
import { SYSTEM, type Actor, type Deps } from '../deps.ts';
import {
  findGoLiveSigners,
  pilotFigures,
  pilotProgress,
  readinessOf,
  SIGNER_ROLES,
  staffOf,
} from './rollout-facts.ts';
import { periodsOf } from './rollout-mode.ts';
import { rolloutAudit } from './rollout-record.ts';

const STARTERS: readonly string[] = ['hr', 'hr_lead'];
/** Anybody who sees harm may stop a region. */
const STOPPERS: readonly string[] = ['hr', 'hr_lead', 'legal', 'staff_rep', 'admin'];
const isOneOf = ({ roles }: Actor, wanted: readonly string[]): boolean =>
  roles.some((role) => wanted.includes(role));
export const mayStartPilot = (actor: Actor): boolean => isOneOf(actor, STARTERS);
export const mayStopRegion = (actor: Actor): boolean => isOneOf(actor, STOPPERS);
/** Never who asked. */
export const maySignGoLive = (actor: Actor, { goLive }: Pick<Rollout, 'goLive'>): boolean =>
  goLive !== undefined && goLive.byId !== actor.personId && isOneOf(actor, SIGNER_ROLES);

type Move = RolloutMoveBody & Readonly<{ regionId: string }>;

/** HR tries a region out, once everything that a trial rests on is there. */
export async function startPilot(deps: Deps, actor: Actor, input: Move): Promise<void> {
  requireRole(mayStartPilot(actor));
  const { before, mode } = await load(deps, input);
  if (mode !== 'off') throw wrongMode();
  requireMet(checkStart(await readinessOf(deps, input.regionId, await staffOf(input.regionId))));
  const { goLive: _none, ...rest } = before;
  const period: RolloutPeriod = { mode: 'pilot', fromAt: deps.now() };
  const next = { ...rest, periods: [...closed(before.periods), period], pilotById: actor.personId };
  await save(deps, next, { actor, move: 'pilot', from: mode, to: 'pilot', reason: input.reason });
}

/** HR asks a second person to let a region that was tried out go live; the figures they see are kept with the question. */
export async function askGoLive(deps: Deps, actor: Actor, input: Move): Promise<void> {
  requireRole(mayStartPilot(actor));
  const { before, mode, period } = await load(deps, input);
  if (mode !== 'pilot' || !period) throw wrongMode();
  if (before.goLive) throw conflict('go_live_asked');
  const { regionId, reason } = input;
  const staff = await staffOf(regionId);
  requireMet(await goLiveChecklist(deps, regionId, period));
  const signers = await findGoLiveSigners(actor.personId);
  if (signers.length === 0) throw conflict('no_signer');
  const figures = await pilotFigures(regionId, staff, period.fromAt);
  const signerIds = signers.map(({ id }) => id);
  const goLive = { at: deps.now(), byId: actor.personId, reason, signerIds, figures };
  const change = { actor, move: 'ask_live', from: mode, to: mode, reason, slot: 'sign' } as const;
  await save(deps, { ...before, goLive }, change);
}

/** The second person lets the region go live or sends it back into its pilot. */
export async function signGoLive(
  deps: Deps,
  actor: Actor,
  input: GoLiveSignBody & Readonly<{ regionId: string }>,
): Promise<void> {
  const { before, mode, period } = await load(deps, input);
  const { goLive, ...rest } = before;
  if (mode !== 'pilot' || !period || !goLive) throw conflict('not_waiting');
  if (goLive.byId === actor.personId) throw forbidden('is_proposer');
  requireRole(maySignGoLive(actor, before));
  const { accept, comment = '', regionId } = input;
  const reason = { ...(comment !== '' && { reason: comment }) };
  if (!accept)
    return save(deps, rest, { actor, move: 'refuse_live', from: mode, to: mode, ...reason, slot: 'refused' });
  requireMet(await goLiveChecklist(deps, regionId, period));
  const fromAt = deps.now();
  const periods = [...ended(before.periods, fromAt), { mode: 'live', fromAt } as const];
  await save(
    deps,
    { ...rest, periods },
    { actor, move: 'live', from: mode, to: 'live', ...reason, slot: 'live' },
  );
}

/** Stops a region: nothing new is judged there, what was found stays as it is for people to end. */
export async function stopRegion(deps: Deps, actor: Actor, input: Move): Promise<void> {
  requireRole(mayStopRegion(actor));
  const { before, mode } = await load(deps, input);
  if (mode === 'off') throw wrongMode();
  const { goLive: _none, ...rest } = before;
  const periods = ended(before.periods, deps.now());
  await save(
    deps,
    { ...rest, periods },
    { actor, move: 'stop', from: mode, to: 'off', reason: input.reason },
  );
}

/** Pilots that ran out: that they ended is written down, and told to who started them. */
export async function endLapsedPilots(deps: Deps): Promise<void> {
  for (const before of await listRollouts()) {
    const last = before.periods.at(-1);
    if (!last || last.toAt !== undefined || !hasLapsed(before.periods, deps.now())) continue;
    const { goLive: _none, ...rest } = before;
    const periods = ended(before.periods, pilotEndsAt(last));
    const change = { actor: SYSTEM, move: 'lapse', from: 'pilot', to: 'off', slot: 'lapsed' } as const;
    await save(deps, { ...rest, periods }, change);
  }
}

/** Everything that going live needs, as it is now. */
export async function goLiveChecklist(
  deps: Deps,
  regionId: string,
  pilot: RolloutPeriod,
): Promise<Checked[]> {
  const ready = await readinessOf(deps, regionId, await staffOf(regionId));
  return checkGoLive(ready, await pilotProgress(deps, regionId, pilot.fromAt));
}

async function load(deps: Deps, { regionId, version }: Readonly<{ regionId: string; version: number }>) {
  const found = await findRollout(regionId);
  const before: Rollout = found ?? { id: regionId, version: 0, periods: periodsOf(null), history: [] };
  if (before.version !== version) throw conflict('stale_version');
  const at = deps.now();
  return { before, mode: modeAt(before.periods, at), period: periodAt(before.periods, at) };
}

type Change = Omit<RolloutMove, 'at' | 'byId'> &
  Readonly<{ actor: Actor; from: RolloutMode; to: RolloutMode; slot?: string }>;

/** One write of the move, its audit line and its card, if nobody was first. */
async function save(deps: Deps, before: Rollout, { actor, slot, ...change }: Change): Promise<void> {
  const { move, reason } = change;
  const row: RolloutMove = {
    at: deps.now(),
    byId: actor.personId,
    move,
    ...(reason !== undefined && { reason }),
  };
  const next = { ...before, version: before.version + 1, history: [...before.history, row] };
  const card: Pending[] =
    slot === undefined
      ? []
      : [{ id: `rollouts:${next.id}:${next.version}:card`, kind: 'card', slot: `${slot}:${next.version}` }];
  const work = [rolloutAudit(next, { ...row, from: change.from, to: change.to }), ...card];
  // A region without a record gets its first one.
  const isFirst = before.version === 0 && (await findRollout(before.id)) === null;
  const isSaved = isFirst ? await insertRollout(next, work) : await updateRollout(next, work);
  if (!isSaved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
}

/** The periods with the last one ended, where it still runs. */
const ended = (periods: readonly RolloutPeriod[], toAt: Date): RolloutPeriod[] =>
  periods.map((one, at) => (at === periods.length - 1 && one.toAt === undefined ? { ...one, toAt } : one));

/** The same before a new period: a pilot that ran out ended then. */
const closed = (periods: readonly RolloutPeriod[]): RolloutPeriod[] =>
  periods.map((one) => (one.toAt === undefined ? { ...one, toAt: pilotEndsAt(one) } : one));

function requireMet(checklist: readonly Checked[]): void {
  const missing = unmet(checklist);
  if (missing.length > 0) throw conflict('checklist_unmet', { missing });
}

function requireRole(mayDo: boolean): void {
  if (!mayDo) throw forbidden('not_your_role');
}

const wrongMode = () => conflict('illegal_transition');
