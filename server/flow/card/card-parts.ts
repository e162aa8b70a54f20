import type { Card } from '../../contract/card.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { numbersZh } from '../../contract/texts/numbers.zh.ts';
import { withUnit } from '../../contract/texts/units.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import { clockOf, dayOf } from '../../domain/time.ts';
import type { Receiver } from '../../feishu/platform.ts';
import type { Read } from '../../store/reads.ts';
import type { Deps } from '../deps.ts';

/** One card for one chat; `timeZone` says when its readers sleep. */
export type OutgoingCard = Readonly<{
  to: Receiver;
  card: Card;
  timeZone: string;
  /** A reminder: it waits until its reader is at work. */
  isReminder?: boolean;
  /** Rings at the receiver (加急): for deadlines that have passed. */
  isUrgent?: boolean;
  /** A card that names somebody to somebody else is a look at that person's data (R16). */
  look?: Omit<Read, 'at'>;
}>;

/** How many numbers a card shows (product M13). */
const SHOWN = 3;

/** The first numbers of a finding, with units; the coverage has a line of its own. */
export function cardNumbers({ numbers }: Finding): { label: string; value: string }[] {
  const labels: Readonly<Record<string, string>> = numbersZh;
  return Object.entries(numbers)
    .filter(([key]) => key !== 'coveragePct' && key in labels)
    .slice(0, SHOWN)
    .map(([key, value]) => ({ label: labels[key] ?? key, value: withUnit(key, value, 'zh') }));
}

/** The number that says how long somebody was not where the schedule says; other findings are about records. */
const MINUTES: Readonly<Record<string, string>> = {
  'competitor-dwell': 'dwellMin',
  'off-zone': 'openMin',
  'two-stores': 'otherMin',
  'attendance-mismatch': 'awayMin',
  'side-job-conditions': 'dwellMin',
};

/** The minutes a group may read (product M13); undefined where the finding is not about time away. */
export function minutesAway({ detector, numbers }: Finding): number | undefined {
  const minutes = numbers[MINUTES[detector] ?? ''];
  return minutes === undefined || minutes < 1 ? undefined : minutes;
}

/** Day and hours of a finding, or the days it spans: whoever is asked must know what about. */
export function whenOf({ days, startAt, endAt }: Finding, timeZone: string): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first !== undefined && last !== undefined && first !== last)
    return flowZh.happenedDays(first, last, days.length);
  return flowZh.happened(dayOf(startAt, timeZone), clockOf(startAt, timeZone), clockOf(endAt, timeZone));
}

export const toPerson = (openId: string): Receiver => ({ kind: 'open_id', id: openId });
/** Screens of the phone app. */
export const alertUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/h5/#/alerts/${id}`;
export const caseUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/h5/#/cases/${id}`;
/** The case with the form for an appeal first. */
export const appealUrl = (deps: Deps, id: string): string => `${caseUrl(deps, id)}/appeal`;
export const toConfirmUrl = (deps: Deps): string => `${deps.publicUrl}/h5/#/to-confirm`;
/** The case in HR's console. */
export const consoleCaseUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/console/#/cases/${id}`;
