import type { Finding } from '../domain/detectors/finding.ts';
import { Alerts, type Alert } from './alerts.ts';
import { toPlain, type Stored } from './schema.ts';

/** Who was told what, and how it ended: all that figures over months of alerts need of each. */
export type ToldAlert = Omit<Alert, 'finding' | 'beside' | 'pending' | 'sent'> &
  Readonly<{ finding: Pick<Finding, 'detector' | 'version' | 'settingsVersion'> }>;
/** Most of an alert's bytes. */
const UNTOLD = {
  beside: 0,
  pending: 0,
  sent: 0,
  'finding.evidence': 0,
  'finding.sentence': 0,
  'finding.whatWouldClear': 0,
  'finding.numbers': 0,
  'finding.thresholds': 0,
} as const;

/** Alerts that somebody was told about from `fromDay` on, by day. */
export async function findPublishedFrom(fromDay: string, toDay = '9999-12-31'): Promise<ToldAlert[]> {
  const filter = { day: { $gte: fromDay, $lte: toDay }, publishedAt: { $exists: true } };
  return (await Alerts.find(filter, UNTOLD).sort({ day: 1, _id: 1 }).lean<Stored<ToldAlert>[]>()).map(
    toPlain,
  );
}

/** What the trial of a region has raised since `fromDay`, by day. */
export async function findPilotAlerts(regionId: string | undefined, fromDay: string): Promise<ToldAlert[]> {
  const where = regionId === undefined ? { regionId: { $exists: false } } : { regionId };
  const filter = { day: { $gte: fromDay }, isPilot: true as const, ...where };
  return (await Alerts.find(filter, UNTOLD).sort({ day: 1, _id: 1 }).lean<Stored<ToldAlert>[]>()).map(
    toPlain,
  );
}
