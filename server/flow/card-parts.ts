import type { Card } from '../contract/card.ts';
import { flowZh } from '../contract/texts/flow.zh.ts';
import type { Finding } from '../domain/detectors/finding.ts';
import type { Receiver } from '../feishu/platform.ts';
import type { Read } from '../store/reads.ts';
import type { Deps } from './deps.ts';

/** One card for one chat; `timeZone` says when its readers sleep. */
export type OutgoingCard = Readonly<{
  to: Receiver;
  card: Card;
  timeZone: string;
  /** Rings at the receiver (加急): for deadlines that have passed. */
  isUrgent?: boolean;
  /** A card that names somebody to somebody else is a look at that person's data (R16). */
  look?: Omit<Read, 'at'>;
}>;

/** The three numbers a card shows, with units. */
export function cardNumbers(finding: Finding): { label: string; value: string }[] {
  return Object.entries(flowZh.numbers).flatMap(([key, { label, value }]) => {
    const number = finding.numbers[key];
    return number === undefined ? [] : [{ label, value: value(Math.round(number)) }];
  });
}

export const toPerson = (openId: string): Receiver => ({ kind: 'open_id', id: openId });
/** Screens of the phone app. */
export const alertUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/h5/#/alerts/${id}`;
export const caseUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/h5/#/cases/${id}`;
export const toConfirmUrl = (deps: Deps): string => `${deps.publicUrl}/h5/#/to-confirm`;
/** The case in HR's console. */
export const consoleCaseUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/console/#/cases/${id}`;
