import type { DaysSpot } from '../../contract/policy-days.ts';
import { listSaidDays } from '../../domain/policy/procedure-days.ts';
import { conflict } from '../../errors.ts';
import { findPolicyAt } from '../../store/policies.ts';
import type { Deps } from '../deps.ts';

const APPEALS: readonly DaysSpot[] = ['appeal', 'second_look'];

/**
 * People were told how long they may appeal: who sets the days takes none of them away. A shorter time waits for a version that says so,
 * a longer one holds at once.
 */
export async function refuseShorterAppeal({ now }: Pick<Deps, 'now'>, appealDays: number): Promise<void> {
  const policy = await findPolicyAt(now());
  const promised = (policy ? listSaidDays(policy) : []).filter(({ spot }) => APPEALS.includes(spot));
  const days = Math.max(0, ...promised.map((one) => one.days));
  if (appealDays < days) throw conflict('appeal_days_promised', { days });
}
