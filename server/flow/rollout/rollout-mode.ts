import { NO_REGION, type RolloutMode } from '../../contract/rollout.ts';
import type { OrgMapping } from '../../contract/org-mapping.ts';
import { EVER_LIVE, modeAt, type RolloutPeriod } from '../../domain/rollout/mode.ts';
import { conflict } from '../../errors.ts';
import { findRollout, insertRollout, listRollouts, type Rollout } from '../../store/rollouts.ts';
import { getOrgMapping, hasOrgMapping } from '../../store/org-mapping.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { rolloutAudit } from './rollout-record.ts';

type Placed = Readonly<{ regionId?: string }>;
/** When the people of every region may be judged; what has no record was live before there were any. */
export type Periods = (placed: Placed) => readonly RolloutPeriod[];

export const rolloutIdOf = ({ regionId }: Placed): string => regionId ?? NO_REGION;
export const periodsOf = (rollout: Rollout | null): readonly RolloutPeriod[] => rollout?.periods ?? EVER_LIVE;

/** Read once for a run over many people. */
export async function loadPeriods(): Promise<Periods> {
  const byId = new Map((await listRollouts()).map(({ id, periods }) => [id, periods]));
  return (placed) => byId.get(rolloutIdOf(placed)) ?? EVER_LIVE;
}

/** How far the region of a person, an alert or a case is now. */
export async function modeOf({ now }: Deps, placed: Placed): Promise<RolloutMode> {
  return modeAt(periodsOf(await findRollout(rolloutIdOf(placed))), now());
}

/** A penalty is proposed where the whole procedure is in force; anywhere else a talk is all there is. */
export async function requireLive(deps: Deps, placed: Placed): Promise<void> {
  if ((await modeOf(deps, placed)) !== 'live') throw conflict('region_not_live');
}

/** Regions that the company names for the first time judge nothing until somebody tries them out. */
export async function keepNewRegionsOff(deps: Deps, { regions }: OrgMapping): Promise<void> {
  const known = new Set((await getOrgMapping()).regions.map(({ id }) => id));
  const added = regions.map(({ id }) => id).filter((id) => !known.has(id));
  const at = deps.now();
  for (const id of (await hasOrgMapping()) ? added : [NO_REGION, ...added]) {
    const move = { at, byId: SYSTEM.personId, move: 'new' };
    const rollout: Rollout = { id, version: 0, periods: [], history: [move] };
    await insertRollout(rollout, [rolloutAudit(rollout, { ...move, to: 'off' })]);
  }
}
