import { hasLapsed, pilotEndsAt } from '../../domain/rollout/mode.ts';
import { listRollouts, type Rollout } from '../../store/rollouts.ts';
import { takeGivenAnswer } from '../approval/given-answer.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { tendEach } from '../each-of.ts';
import { goLiveTopic } from './answer-go-live.ts';
import { goLiveRequestOf } from './ask-go-live.ts';
import { ended, saveRollout, unasked } from './rollout-move.ts';

/** Pilots that ran out: that they ended is written down, and told to who started them. */
export async function endLapsedPilots(deps: Deps): Promise<void> {
  await tendEach('pilots', await listRollouts(), (before) => endLapsed(deps, before));
}

async function endLapsed(deps: Deps, before: Rollout): Promise<void> {
  const last = before.periods.at(-1);
  if (!last || last.toAt !== undefined || !hasLapsed(before.periods, deps.now())) return;
  const dueAt = pilotEndsAt(last);
  const request = goLiveRequestOf(before);
  if (request && (await takeGivenAnswer(deps, goLiveTopic, { request, dueAt }))) return;
  const { rest, takenBack } = unasked(before);
  const next = { ...rest, periods: ended(before.periods, dueAt) };
  const change = { actor: SYSTEM, move: 'lapse', from: 'pilot', to: 'off', slot: 'lapsed' } as const;
  await saveRollout(deps, { before, next }, change, takenBack);
}
