import type { AlertView } from '../../contract/views.ts';
import { isUnanswered } from '../../flow/alert/alert-action.ts';
import { respondByOf } from '../../flow/card/card-alert.ts';
import type { TrackRecordOf } from '../../flow/tuning/tuning-quality.ts';
import type { Alert } from '../../store/alerts.ts';
import { findingView } from './finding-view.ts';

/** An alert for one reader; `personName` only where the reader may know it. */
export function alertView(
  alert: Alert,
  shown: Readonly<{
    recordOf: TrackRecordOf;
    isOwn: boolean;
    isManager?: boolean;
    personName?: string;
    caseNo?: string;
  }>,
): AlertView {
  const { id, alertNo, status, pseudonym, day, finding, beside, caseId, isPilot } = alert;
  return {
    id,
    alertNo,
    status,
    ...(isPilot && { isPilot }),
    pseudonym,
    ...(shown.isOwn && { isOwn: true }),
    ...(shown.personName !== undefined && { personName: shown.personName }),
    day,
    finding: findingView(finding, shown.recordOf),
    beside: beside.map((one) => findingView(one, shown.recordOf)),
    ...(shown.isManager && answerView(alert)),
    ...(shown.caseNo !== undefined && { caseNo: shown.caseNo, caseId }),
  };
}

function answerView(alert: Alert): Pick<AlertView, 'toAnswer' | 'answered'> {
  if (isUnanswered(alert)) return { toAnswer: { dueAt: respondByOf(alert).toISOString() } };
  for (const { kind, at } of alert.handlings)
    if (kind !== 'case' && kind !== 'declaration') return { answered: { kind, at: at.toISOString() } };
  return {};
}
