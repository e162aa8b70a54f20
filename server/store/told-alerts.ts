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

/** An alert of a region that no manager has answered, and when it was told. */
export type UnansweredAlert = Pick<
  Alert,
  'id' | 'alertNo' | 'personId' | 'regionId' | 'caseId' | 'publishAt' | 'publishedAt'
>;

/** What the manager of a region was told and has not answered. */
export async function findUnanswered(regionId: string): Promise<UnansweredAlert[]> {
  const filter = {
    status: 'open' as const,
    regionId,
    publishedAt: { $exists: true },
    caseId: { $exists: true },
    managerId: { $exists: true },
    handlings: [],
    overflow: { $ne: true },
  };
  const shown = { alertNo: 1, personId: 1, regionId: 1, caseId: 1, publishAt: 1, publishedAt: 1 } as const;
  return (await Alerts.find(filter, shown).lean<Stored<UnansweredAlert>[]>()).map(toPlain);
}
