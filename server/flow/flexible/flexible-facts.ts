import type { FlexibleSettings } from '../../contract/flexible.ts';
import type { DeclaredHours } from '../../domain/declared-hours.ts';
import { USUAL_WEEKS } from '../../domain/expected-days.ts';
import type { FlexibleFacts } from '../../domain/flexed-days.ts';
import { judgeFlexible, type FlexibleJudgement } from '../../domain/flexible-request.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { listDeclarations } from '../../store/declarations.ts';
import { listFlexible } from '../../store/flexible-shifts.ts';
import type { Person } from '../../store/people.ts';
import { findPlannedOf } from '../../store/schedules.ts';
import type { Deps } from '../deps.ts';

/** What these hours would change for this person, and what is in their way. */
export async function previewFlexible(
  deps: Deps,
  person: Person,
  input: { asked: DeclaredHours; settings: FlexibleSettings; exceptId?: string },
): Promise<FlexibleJudgement> {
  const { asked, settings, exceptId } = input;
  const facts = await factsFor(deps, person, { asked, exceptId });
  return judgeFlexible(asked, facts, settings);
}

async function factsFor(
  deps: Deps,
  { id, timeZone, engagement }: Person,
  { asked, exceptId }: { asked: DeclaredHours; exceptId: string | undefined },
): Promise<FlexibleFacts> {
  const now = deps.now();
  const today = dayOf(now, timeZone);
  const first = asked.fromDay < today ? asked.fromDay : today;
  const [planned, requests, declarations] = await Promise.all([
    findPlannedOf(id, addDays(first, -7 * USUAL_WEEKS), addDays(asked.toDay, 8)),
    listFlexible(id),
    listDeclarations(id),
  ]);
  const live = requests.filter(
    (one) => one.id !== exceptId && ['pending', 'approved', 'ended'].includes(one.status),
  );
  return {
    personId: id,
    timeZone,
    engagement,
    now,
    today,
    planned,
    others: live.map(({ weekdays, startTime, endTime, fromDay, lastDay, decidedAt, submittedAt }) => ({
      personId: id,
      weekdays,
      startTime,
      endTime,
      fromDay,
      toDay: lastDay,
      decidedAt: decidedAt ?? submittedAt,
    })),
    sideJobs: declarations.filter(({ status }) => status === 'approved'),
  };
}
