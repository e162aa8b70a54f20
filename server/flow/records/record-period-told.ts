import { recordDaysSaid } from '../../domain/policy/record-period.ts';
import { conflict } from '../../errors.ts';
import { findApprovedAssessments } from '../../store/assessments.ts';
import { findPolicyAt } from '../../store/policies.ts';
import type { Deps } from '../deps.ts';

type Told = Readonly<{ where: 'policy' | 'assessment'; days: number }>;

/** What the code of conduct in force and the approved impact assessments say of how long records of work are kept. */
export async function listToldPeriods(deps: Pick<Deps, 'now'>): Promise<Told[]> {
  const policy = await findPolicyAt(deps.now());
  const texts = [
    ...(policy ? [{ where: 'policy' as const, text: policy.body }] : []),
    ...(await findApprovedAssessments()).map(({ body }) => ({
      where: 'assessment' as const,
      text: body.processing,
    })),
  ];
  return texts.flatMap(({ where, text }) => {
    const days = recordDaysSaid(text);
    return days === null ? [] : [{ where, days }];
  });
}

/**
 * A published version and an approved assessment are fixed, so a longer period waits for the next ones: people are told, and it is
 * assessed, before anything is kept longer (PIPL arts. 17, 55). A shorter one takes nothing from anybody: it holds at once, and the
 * texts that still say more are named until they follow.
 */
export async function refuseUntoldPeriod(deps: Deps, recordDays: number): Promise<void> {
  const shorter = (await listToldPeriods(deps)).filter(({ days }) => days < recordDays);
  if (shorter.length === 0) return;
  throw conflict('record_period_untold', {
    where: [...new Set(shorter.map(({ where }) => where))],
    days: Math.min(...shorter.map(({ days }) => days)),
  });
}
