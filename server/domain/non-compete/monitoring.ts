import type { Ineligibility, NonCompeteSource } from '../../contract/non-compete.ts';
import { restrictionOf, type Agreement, type Monitoring } from './agreement.ts';
import { refuseSource } from './eligibility.ts';
import type { NonCompeteSettings } from './settings.ts';

type OnDay = Readonly<{ day: string; settings: NonCompeteSettings }>;

/** Why these sources may not be watched from this day on; empty = monitoring may start. */
export function refuseStart(
  agreement: Agreement,
  sources: readonly NonCompeteSource[],
  on: OnDay,
): Ineligibility[] {
  return [...new Set(sources.flatMap((source) => refuseSource(agreement, source, on)))];
}

/** Why a record of this source and month may not be taken on this day; both the day it comes and the month it speaks of count. */
export function refuseRecord(
  agreement: Agreement,
  record: Readonly<{ source: NonCompeteSource; month: string }>,
  on: OnDay,
): (Ineligibility | 'not_monitored' | 'month_outside')[] {
  const { monitoring } = agreement;
  if (monitoring.state !== 'running' || !monitoring.sources.includes(record.source)) return ['not_monitored'];
  const now = refuseSource(agreement, record.source, on);
  return now.length > 0 ? now : isMonthBound(agreement, record.month, on) ? [] : ['month_outside'];
}

/** Whether some day of the month lies in the restriction, and the month is not in the future. */
function isMonthBound(agreement: Agreement, month: string, { day }: OnDay): boolean {
  const restriction = restrictionOf(agreement);
  if (!restriction || month > day.slice(0, 7)) return false;
  const endDay =
    agreement.release && agreement.release.day < restriction.toDay
      ? agreement.release.day
      : restriction.toDay;
  return month >= restriction.fromDay.slice(0, 7) && `${month}-01` < endDay;
}

/**
 * What monitoring is on this day: sources that lost their ground are dropped, and with the last one it stops, with the reasons. Null while
 * nothing changes. It never starts again by itself.
 */
export function followMonitoring(agreement: Agreement, on: OnDay, at: Date): Monitoring | null {
  const { monitoring } = agreement;
  if (monitoring.state !== 'running') return null;
  const refusals = monitoring.sources.map((source) => ({ source, why: refuseSource(agreement, source, on) }));
  const sources = refusals.filter(({ why }) => why.length === 0).map(({ source }) => source);
  if (sources.length === monitoring.sources.length) return null;
  if (sources.length > 0) return { ...monitoring, sources };
  const stopReasons = [...new Set(refusals.flatMap(({ why }) => why))];
  return { ...monitoring, state: 'stopped', sources: [], stoppedAt: at, stopReasons };
}
