import { monthBefore, daysOf } from '../../domain/report/monthly-report.ts';
import { measureBias, type BiasShift } from '../../domain/tuning/bias.ts';
import { brandOf, shiftTypeOf } from '../../domain/tuning/shift-groups.ts';
import { dayOf } from '../../domain/time.ts';
import { conflict, notFound } from '../../errors.ts';
import { findPublishedFrom } from '../../store/told-alerts.ts';
import {
  findBiasReport,
  insertBiasReport,
  saveBiasReview,
  type BiasReport,
} from '../../store/bias-reports.ts';
import { findDetections } from '../../store/detections.ts';
import { findInstalls } from '../../store/installs.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { listStaff, type Person } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import type { Actor, Deps } from '../deps.ts';
import { eachAtMost } from '../each-at-most.ts';

const AT_ONCE = 8;

/** Once a month: the alert rates of the month before by region, shift type and phone brand (R21). */
export async function makeBiasReport(deps: Deps): Promise<void> {
  const timeZone = await getTimeZone();
  const month = monthBefore(dayOf(deps.now(), timeZone).slice(0, 7));
  if (await findBiasReport(month)) return;
  const days = daysOf(month);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const alerts = new Map<string, Set<string>>();
  for (const { personId, shiftId, finding } of await findPublishedFrom(first, last)) {
    const key = `${personId}:${shiftId}`;
    alerts.set(key, (alerts.get(key) ?? new Set()).add(finding.detector));
  }
  const shifts: BiasShift[] = [];
  await eachAtMost(AT_ONCE, await listStaff(), async (person) => {
    for (const shift of await judgedShifts(person, first, last)) {
      const detectors = [...(alerts.get(`${person.id}:${shift.shiftId}`) ?? [])];
      shifts.push({ personId: person.id, groups: shift.groups, detectors });
    }
  });
  await insertBiasReport({ month, at: deps.now(), tables: measureBias(shifts), reviews: [] });
}

/** HR lead and the employees' representative say that they have looked, and what follows from it. */
export async function reviewBiasReport(
  deps: Deps,
  actor: Actor,
  { month, note }: Readonly<{ month: string; note: string }>,
): Promise<BiasReport> {
  const report = await findBiasReport(month);
  if (!report) throw notFound('bias_report');
  if (report.reviews.some(({ byId }) => byId === actor.personId)) throw conflict('already_reviewed');
  const at = deps.now();
  await saveBiasReview(month, { byId: actor.personId, at, note }, [
    {
      id: `bias:${month}:${actor.personId}`,
      kind: 'audit',
      entry: {
        at,
        actorId: actor.personId,
        action: 'bias.review',
        subject: `bias_reports:${month}`,
        why: note,
      },
    },
  ]);
  await deps.enqueue({ name: 'relay' });
  return (await findBiasReport(month)) ?? report;
}

async function judgedShifts(
  person: Person,
  first: string,
  last: string,
): Promise<{ shiftId: string; groups: BiasShift['groups'] }[]> {
  const [detections, schedules, installs] = await Promise.all([
    findDetections(person.id, first, last),
    findSchedules(person.id, first, last),
    findInstalls(person.id),
  ]);
  const judged = new Set(detections.flatMap(({ result, shiftId }) => (result ? [shiftId] : [])));
  const phone = installs.toSorted((a, b) => +b.seenAt - +a.seenAt).find(({ device }) => device?.model);
  const fixed = { region: person.regionId ?? '', brand: brandOf(phone?.device?.model) };
  return schedules.flatMap(({ shifts }) =>
    shifts
      .filter(({ id }) => judged.has(id))
      .map((shift) => ({
        shiftId: shift.id,
        groups: { ...fixed, shift: shiftTypeOf(shift, person.timeZone) },
      })),
  );
}
