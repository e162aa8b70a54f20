import type { RolloutView } from '../../contract/rollout.ts';
import { checkStart } from '../../domain/rollout/checklist.ts';
import { earliestGoLiveAt, hasLapsed, modeAt, periodAt, pilotEndsAt } from '../../domain/rollout/mode.ts';
import type { Actor, Deps } from '../../flow/deps.ts';
import { goLiveChecklist, maySignGoLive } from '../../flow/rollout/go-live.ts';
import { mayStartPilot, mayStopRegion } from '../../flow/rollout/rollout.ts';
import { pilotFigures, readinessOf, staffOf } from '../../flow/rollout/rollout-facts.ts';
import { periodsOf } from '../../flow/rollout/rollout-mode.ts';
import { findPeople } from '../../store/people.ts';
import { findRollout, type Rollout } from '../../store/rollouts.ts';

const DAY_MS = 86_400_000;

/** A region as the console shows it: where it stands, what is missing for its next step, what its pilot shows. */
export async function rolloutView(
  deps: Deps,
  region: Readonly<{ id: string; name: string }>,
  reader: Actor,
): Promise<RolloutView> {
  const found = await findRollout(region.id);
  const rollout: Rollout = found ?? { id: region.id, version: 0, periods: periodsOf(null), history: [] };
  const at = deps.now();
  const mode = modeAt(rollout.periods, at);
  const period = periodAt(rollout.periods, at);
  const pilot = mode === 'pilot' ? period : null;
  const staff = await staffOf(region.id);
  const nameOf = await namesIn(rollout);
  const isSince = period !== null && +period.fromAt > 0;
  return {
    regionId: region.id,
    regionName: region.name,
    staff: staff.length,
    version: rollout.version,
    mode,
    ...(isSince && { sinceAt: period.fromAt.toISOString() }),
    hasLapsed: hasLapsed(rollout.periods, at),
    checklist:
      mode === 'live'
        ? []
        : pilot
          ? await goLiveChecklist(deps, region.id, pilot)
          : checkStart(await readinessOf(deps, region.id, staff)),
    ...(pilot && {
      pilot: {
        startedAt: pilot.fromAt.toISOString(),
        startedBy: nameOf(rollout.pilotById ?? ''),
        earliestAt: earliestGoLiveAt(pilot).toISOString(),
        endsAt: pilotEndsAt(pilot).toISOString(),
        day: Math.floor((+at - +pilot.fromAt) / DAY_MS) + 1,
      },
      figures: await pilotFigures(region.id, staff, pilot.fromAt),
    }),
    ...(pilot && rollout.goLive && { goLive: goLiveView(rollout.goLive, nameOf) }),
    history: rollout.history
      .map(({ at: when, byId, move, reason }) => ({
        at: when.toISOString(),
        by: nameOf(byId),
        move,
        ...(reason !== undefined && { reason }),
      }))
      .toReversed(),
    actions: actionsOf(rollout, mode, reader),
  };
}

function goLiveView(
  { at, byId, reason, signerIds, figures, asking }: NonNullable<Rollout['goLive']>,
  nameOf: (id: string) => string,
): NonNullable<RolloutView['goLive']> {
  const asked = { at: at.toISOString(), by: nameOf(byId), reason, figures };
  return { ...asked, signers: signerIds.map(nameOf), askedInChat: (asking?.approverIds ?? []).map(nameOf) };
}

function actionsOf(rollout: Rollout, mode: RolloutView['mode'], reader: Actor): RolloutView['actions'] {
  const mayStart = mayStartPilot(reader);
  return [
    ...(mode === 'off' && mayStart ? (['start'] as const) : []),
    ...(mode === 'pilot' && mayStart && !rollout.goLive ? (['ask_go_live'] as const) : []),
    ...(mode === 'pilot' && maySignGoLive(reader, rollout) ? (['sign'] as const) : []),
    ...(mode !== 'off' && mayStopRegion(reader) ? (['stop'] as const) : []),
  ];
}

async function namesIn({ history, goLive, pilotById }: Rollout): Promise<(id: string) => string> {
  const ids = [...history.map(({ byId }) => byId), goLive?.byId, pilotById];
  if (goLive) ids.push(...goLive.signerIds, ...(goLive.asking?.approverIds ?? []));
  const people = await findPeople([...new Set(ids.flatMap((id) => id ?? []))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
