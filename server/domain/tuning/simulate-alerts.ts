import type { Finding, Severity } from '../detectors/finding.ts';
import { alertTarget } from '../policy/alert-status.ts';
import { alertTopics } from '../policy/alert-topics.ts';

/** One judged shift of a replay; `isHeld` as for real alerts. */
export type ReplayedShift = Readonly<{
  day: string;
  shiftId: string;
  findings: readonly Finding[];
  isHeld: (finding: Finding) => boolean;
}>;

/** An alert that would be there: `open` is one that reaches a manager and HR, `watching` a private nudge. */
export type SimulatedAlert = Readonly<{
  day: string;
  shiftId: string;
  /** Names it within its shift, as real alerts are named. */
  about: string;
  detector: string;
  severity: Severity;
  status: 'watching' | 'open';
}>;

/** The alerts one person would have, from shifts in the order of days, by the rules that real alerts are raised by. */
export function simulateAlerts(shifts: readonly ReplayedShift[]): SimulatedAlert[] {
  const alerts: SimulatedAlert[] = [];
  for (const { day, shiftId, findings, isHeld } of shifts) {
    const otherDays = alerts.filter((alert) => alert.day !== day).map((alert) => alert.day);
    for (const { about, finding, severity } of alertTopics(findings)) {
      const status = alertTarget({ ...finding, severity }, { day, otherDays, isHeld: isHeld(finding) });
      if (status === 'watching' || status === 'open')
        alerts.push({ day, shiftId, about, detector: finding.detector, severity, status });
    }
  }
  return alerts;
}

/** How the alerts of a person differ. */
type AlertDiff = Readonly<{
  added: readonly SimulatedAlert[];
  removed: readonly SimulatedAlert[];
  /** Alerts on both sides that reach a manager and HR only under the draft … */
  raised: readonly SimulatedAlert[];
  /** … or only now. */
  lowered: readonly SimulatedAlert[];
}>;

/** How a person's alerts under the draft differ from those of now. */
export function diffAlerts(live: readonly SimulatedAlert[], draft: readonly SimulatedAlert[]): AlertDiff {
  const liveBy = new Map(live.map((alert) => [keyOf(alert), alert]));
  const draftBy = new Map(draft.map((alert) => [keyOf(alert), alert]));
  const isOpenIn = (alerts: ReadonlyMap<string, SimulatedAlert>, alert: SimulatedAlert): boolean =>
    alerts.get(keyOf(alert))?.status === 'open';
  const both = draft.filter((alert) => liveBy.has(keyOf(alert)));
  return {
    added: draft.filter((alert) => !liveBy.has(keyOf(alert))),
    removed: live.filter((alert) => !draftBy.has(keyOf(alert))),
    raised: both.filter((alert) => alert.status === 'open' && !isOpenIn(liveBy, alert)),
    lowered: both.filter((alert) => alert.status !== 'open' && isOpenIn(liveBy, alert)),
  };
}

const keyOf = ({ shiftId, about }: SimulatedAlert): string => JSON.stringify([shiftId, about]);
