import { thresholdResultCard } from '../../feishu/cards/threshold-result-card.ts';
import { findPerson } from '../../store/people.ts';
import { listSettingVersions } from '../../store/setting-versions.ts';
import { findChange } from '../../store/threshold-changes.ts';
import type { Deps } from '../deps.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';

/** To whoever proposed new thresholds: how it ended, as it is now. */
export async function buildThresholdCards(deps: Deps, id: string): Promise<OutgoingCard[]> {
  const change = await findChange(id);
  const proposer = change && (await findPerson(change.byId));
  if (!change || proposer?.isActive !== true) return [];
  const { status, version, at, reason, signatures } = change;
  if (status === 'waiting' || status === 'signed') return [];
  const live =
    status === 'live' ? (await listSettingVersions()).find((one) => one.version === version) : null;
  const refusal = Object.values(signatures).find(({ accept }) => !accept);
  const { openId, timeZone } = proposer;
  const card = thresholdResultCard({
    state: status,
    askedAt: at,
    reason,
    ...(live && { fromDay: live.fromDay }),
    ...(status === 'refused' && { comment: refusal?.comment }),
    timeZone,
    url: `${deps.publicUrl}/console/#/tuning`,
  });
  return [{ to: toPerson(openId), card, timeZone }];
}
