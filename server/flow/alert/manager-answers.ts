import { ArrangementSchema } from '../../contract/case.ts';
import type { SampleCheckBody } from '../../contract/view-manager-answers.ts';
import { managerRates, type AskedAlert, type ManagerRate } from '../../domain/policy/manager-rates.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { countUnchecked, findSampled } from '../../store/alert-samples.ts';
import { findAlert, updateAlert, type Alert } from '../../store/alerts.ts';
import { findArrangementsOf, type Arrangement } from '../../store/arrangements.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPublishedFrom } from '../../store/told-alerts.ts';
import { respondByOf } from '../card/card-alert.ts';
import type { Actor, Deps } from '../deps.ts';
import { alertAudit } from './alert-parts.ts';

/** Days looked back: as long as alerts that came to nothing are kept with their people (R13). */
export const ANSWER_DAYS = 90;

export type Sampled = Readonly<{ alert: Alert; arrangement: Arrangement }>;

/** How managers answered, and the arrangements HR was drawn to look at (product M13): what waits first. */
export async function findManagerAnswers(
  deps: Deps,
): Promise<Readonly<{ rates: ManagerRate[]; samples: Sampled[] }>> {
  const fromDay = await firstDay(deps);
  const [told, sampled] = await Promise.all([findPublishedFrom(fromDay), findSampled(fromDay)]);
  const asked = told.flatMap((alert): AskedAlert[] => {
    const { managerId, overflow, status, handlings, sample } = alert;
    if (managerId === undefined || overflow !== false) return [];
    return [{ managerId, status, handlings, respondBy: respondByOf(alert), ...(sample && { sample }) }];
  });
  const arrangements = await findArrangementsOf(sampled.map(({ id }) => id));
  const samples = sampled.flatMap((alert): Sampled[] => {
    const arrangement = arrangements.get(alert.id);
    return arrangement && ArrangementSchema.shape.kind.safeParse(arrangement.kind).success
      ? [{ alert, arrangement }]
      : [];
  });
  return { rates: managerRates(asked, deps.now()), samples };
}

/** How many drawn arrangements wait for this one's look. */
export const countSamples = async (deps: Deps, readerId: string): Promise<number> =>
  countUnchecked(await firstDay(deps), readerId);

const firstDay = async ({ now }: Deps): Promise<string> =>
  addDays(dayOf(now(), await getTimeZone()), -ANSWER_DAYS);

/** Neither the manager whose word it is, nor the person it is about. */
export const mayCheck = ({ alert, arrangement }: Sampled, readerId: string): boolean =>
  alert.sample?.fits === undefined && readerId !== arrangement.byId && readerId !== alert.personId;

/** HR says once whether a drawn arrangement holds. It is about the manager's word: nothing follows for the person. */
export async function checkSample(
  deps: Deps,
  { personId: byId }: Actor,
  { alertId, body: { fits, note } }: Readonly<{ alertId: string; body: SampleCheckBody }>,
): Promise<void> {
  const alert = await findAlert(alertId);
  const arrangement = (await findArrangementsOf([alertId])).get(alertId);
  if (!alert?.sample || !arrangement) throw notFound('alert');
  if (alert.sample.fits !== undefined) throw conflict('already_settled');
  if (!mayCheck({ alert, arrangement }, byId)) throw forbidden('not_your_role');
  const at = deps.now();
  const version = alert.version + 1;
  const change = { version, at, action: 'alert.sample', to: alert.status, actorId: byId };
  const why = `${fits ? 'fits' : 'unfit'}${note === undefined ? '' : ` ${note}`}`;
  const saved = await updateAlert(alert, {
    set: { sample: { isDrawn: true, fits, byId, at, ...(note !== undefined && { note }) } },
    pending: [alertAudit(alert, { ...change, why })],
  });
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
}
