import type { Checked, GoLiveSignBody } from '../../contract/rollout.ts';
import { checkGoLive, unmet } from '../../domain/rollout/checklist.ts';
import { periodAt, pilotEndsAt, type RolloutPeriod } from '../../domain/rollout/mode.ts';
import { conflict, forbidden } from '../../errors.ts';
import type { Pending } from '../../store/pending.ts';
import type { GivenGoLive, Rollout } from '../../store/rollouts.ts';
import type { ApprovalEnd } from '../approval/approval-topic.ts';
import { pickApprover } from '../approval/pick-approver.ts';
import { SYSTEM, type Actor, type Deps } from '../deps.ts';
import {
  findGoLiveSigners,
  pilotFigures,
  pilotProgress,
  readinessOf,
  SIGNER_ROLES,
  staffOf,
} from './rollout-facts.ts';
import { mayStartPilot, type Move } from './rollout.ts';
import {
  ended,
  isOneOf,
  loadRollout,
  requireMet,
  requireRole,
  saveRollout,
  unasked,
  wrongMode,
  type Loaded,
} from './rollout-move.ts';

/** Never who asked. */
export const maySignGoLive = (actor: Actor, { goLive }: Pick<Rollout, 'goLive'>): boolean =>
  goLive !== undefined && goLive.byId !== actor.personId && isOneOf(actor, SIGNER_ROLES);

/**
 * HR asks a second person to let a region that was tried out go live; the figures they see are kept with the question. One of those who may
 * sign is asked in the chat; without an approval definition there, all of them are told to sign in the console.
 */
export async function askGoLive(deps: Deps, actor: Actor, input: Move): Promise<void> {
  requireRole(mayStartPilot(actor));
  const { regionId, reason } = input;
  const { before, mode, period } = await loadRollout(deps, regionId, input.version);
  if (mode !== 'pilot' || !period) throw wrongMode();
  if (before.goLive) throw conflict('go_live_asked');
  const staff = await staffOf(regionId);
  requireMet(await goLiveChecklist(deps, regionId, period));
  const signers = await findGoLiveSigners(actor.personId);
  const requestId = `go-live:${before.version + 1}:${regionId}`;
  const approver = pickApprover(signers, requestId);
  if (!approver) throw conflict('no_signer');
  const figures = await pilotFigures(regionId, staff, period.fromAt);
  const signerIds = signers.map(({ id }) => id);
  const goLive = { at: deps.now(), byId: actor.personId, reason, signerIds, figures };
  const change = { actor, move: 'ask_live', from: mode, to: mode, reason } as const;
  if ((deps.approvalCodes.go_live ?? '') === '')
    return saveRollout(deps, { before, next: { ...before, goLive } }, { ...change, slot: 'sign' });
  const asking = { requestId, approverIds: [approver.id] };
  const ask: Pending = { id: `${requestId}:approval`, kind: 'approval', topic: 'go_live' };
  await saveRollout(deps, { before, next: { ...before, goLive: { ...goLive, asking } } }, change, [ask]);
}

/** The second person lets the region go live or sends it back into its pilot, in the console. */
export async function signGoLive(
  deps: Deps,
  actor: Actor,
  input: GoLiveSignBody & Readonly<{ regionId: string }>,
): Promise<void> {
  const loaded = await loadRollout(deps, input.regionId, input.version);
  const { goLive } = loaded.before;
  if (loaded.mode !== 'pilot' || !goLive) throw conflict('not_waiting');
  if (goLive.byId === actor.personId) throw forbidden('is_proposer');
  requireRole(maySignGoLive(actor, loaded.before));
  if (input.accept) requireMet(await checklistAt(deps, loaded));
  await decideGoLive(deps, loaded, { actor, ...input, takenBack: unasked(loaded.before).takenBack });
}

/**
 * The same in the chat, as long as it was said while the pilot ran: what is missing for a yes ends the question, since it cannot be signed
 * twice there.
 */
export async function answerGoLive(
  deps: Deps,
  loaded: Loaded,
  { at, actor, accept, comment, given }: Omit<Word, 'takenBack'> & Readonly<{ at: Date }>,
): Promise<void> {
  const period = periodAt(loaded.before.periods, at);
  if (period?.mode !== 'pilot') return endAsking(deps, loaded, 'pilot_over');
  if (accept && unmet(await checklistAt(deps, { ...loaded, period })).length > 0)
    return endAsking(deps, loaded, 'checklist_unmet');
  await decideGoLive(deps, loaded, { actor, accept, comment, ...(given && { given }), takenBack: [] });
}

/** A question that ended without an answer: the pilot goes on, and HR may ask again; where it has run out, that is told for itself. */
export async function endAsking(
  deps: Deps,
  { before, mode }: Loaded,
  reason: ApprovalEnd | 'checklist_unmet' | 'pilot_over',
): Promise<void> {
  const { rest, takenBack } = unasked(before);
  const change = { actor: SYSTEM, move: 'ask_ended', from: mode, to: mode, reason } as const;
  const told = mode === 'pilot' ? { ...change, slot: 'ended' } : change;
  await saveRollout(deps, { before, next: rest }, told, takenBack);
}

/** The second person took the word back in the chat: one of two has not agreed any more, so nothing new is judged. */
export async function withdrawGoLive(
  deps: Deps,
  { before, mode }: Loaded,
  reason: ApprovalEnd,
): Promise<void> {
  if (mode !== 'live') return;
  const { given: _none, ...rest } = before;
  const next = { ...rest, periods: ended(before.periods, deps.now()) };
  const change = {
    actor: SYSTEM,
    move: 'withdraw_live',
    from: mode,
    to: 'off',
    reason,
    slot: 'withdrawn',
  } as const;
  await saveRollout(deps, { before, next }, change);
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

const checklistAt = async (deps: Deps, { before, period }: Loaded): Promise<Checked[]> =>
  period ? goLiveChecklist(deps, before.id, period) : [];

type Word = Readonly<{
  actor: Actor;
  accept: boolean;
  comment?: string | undefined;
  given?: GivenGoLive;
  takenBack: readonly Pending[];
}>;

async function decideGoLive(deps: Deps, { before, mode }: Loaded, word: Word): Promise<void> {
  const { actor, accept, comment = '', given, takenBack } = word;
  const { rest } = unasked(before);
  const said = { actor, from: mode, ...(comment !== '' && { reason: comment }) };
  if (!accept) {
    const change = { ...said, move: 'refuse_live', to: mode };
    const told = mode === 'pilot' ? { ...change, slot: 'refused' } : change;
    return saveRollout(deps, { before, next: rest }, told, takenBack);
  }
  const fromAt = deps.now();
  const pilot = before.periods.at(-1);
  const toAt = pilot && pilotEndsAt(pilot) < fromAt ? pilotEndsAt(pilot) : fromAt;
  const periods = [...ended(before.periods, toAt), { mode: 'live', fromAt } as const];
  const change = { ...said, move: 'live', to: 'live', slot: 'live' } as const;
  await saveRollout(deps, { before, next: { ...rest, periods, ...(given && { given }) } }, change, takenBack);
}
