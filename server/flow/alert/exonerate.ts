import { PenaltySchema } from '../../contract/case.ts';
import { isWorth, labelOf } from '../../domain/tuning/alert-label.ts';
import { updateAlert, type Alert } from '../../store/alerts.ts';
import { findCase } from '../../store/cases.ts';
import { findPerson } from '../../store/people.ts';
import { EXONERATED_AWAY } from '../relay/to-subject.ts';
import { alertAudit } from './alert-parts.ts';
import type { Deps } from '../deps.ts';

/**
 * What was known speaks for the person by now, but something was carried out or talked over: nothing of that changes by itself. It is
 * noted once, counts against nobody from here on, and HR and the person are told.
 */
export async function exonerate(deps: Deps, alert: Alert): Promise<void> {
  if (alert.exoneratedAt) return;
  const at = deps.now();
  const version = alert.version + 1;
  const isAway = (await findPerson(alert.personId))?.isActive === false;
  const slots = ['exonerated', ...(isAway ? [EXONERATED_AWAY] : [])];
  const saved = await updateAlert(alert, {
    set: { exoneratedAt: at },
    pending: [
      alertAudit(alert, { version, at, action: 'alert.exonerate', to: alert.status }),
      ...slots.map((slot) => ({ id: `${alert.id}:${version}:card:${slot}`, kind: 'card', slot }) as const),
    ],
  });
  if (saved) await deps.enqueue({ name: 'relay' });
}

/** Whether the alert has led to something that no withdrawal takes back: its case was carried out, or ended with a finding of true. */
export async function isPastUndoing(alert: Alert): Promise<boolean> {
  if (wasFoundTrue(alert)) return true;
  const record = alert.status !== 'open' || alert.caseId === undefined ? null : await findCase(alert.caseId);
  return record?.execution !== undefined;
}

/** Its case has ended, and not in the person's favour. */
export function wasFoundTrue(alert: Alert): boolean {
  const label = alert.handlings.at(-1)?.kind === 'case' ? labelOf(alert) : null;
  return label !== null && isWorth(label);
}

/** Its case ended with a talk or a penalty. */
export function isHeldAgainst({ status, handlings }: Alert): boolean {
  const last = handlings.at(-1);
  return (
    status === 'handled' &&
    last?.kind === 'case' &&
    (last.note === 'talk' || PenaltySchema.safeParse(last.note).success)
  );
}
