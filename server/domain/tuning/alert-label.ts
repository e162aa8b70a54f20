import type { AlertLabel } from '../../contract/tuning.ts';

/** What of an alert says how it ended. */
type EndedAlert = Readonly<{
  status: string;
  publishedAt?: Date;
  exoneratedAt?: Date;
  handlings: readonly Readonly<{ kind: string; at: Date; note?: string }>[];
}>;

/**
 * How an alert ended: cleared by later data or records, whatever was said before; else by HR's own word where HR gave one, the outcome
 * of its case or the manager's word. Null while it is open, and for what nobody was told about.
 */
export function labelOf(alert: EndedAlert, isWorthAsking?: boolean): AlertLabel | null {
  const isCleared = alert.exoneratedAt !== undefined || alert.status === 'cleared';
  if (isCleared && alert.publishedAt !== undefined) return 'cleared';
  if (isWorthAsking !== undefined) return isWorthAsking ? 'worth_asking' : 'not_worth_asking';
  if (alert.publishedAt === undefined) return null;
  if (alert.status === 'silenced') return 'permitted';
  if (alert.status !== 'handled') return null;
  const { kind, note } = endOf(alert) ?? {};
  if (kind === 'arranged' || kind === 'declaration' || note === 'permitted') return 'permitted';
  if (note === 'withdrawn') return 'cleared';
  if (note !== undefined && UNFOUNDED.has(note)) return 'unfounded';
  return note === 'talk' ? 'talk' : 'confirmed';
}

/** When it ended; null while it is open, and where no person ended it. */
export const endedAtOf = (alert: EndedAlert): Date | null =>
  alert.status === 'handled' ? (endOf(alert)?.at ?? null) : null;

/** Whether asking was right, in hindsight: what was proven, talked over, or HR says so (product M18). */
export const isWorth = (label: AlertLabel): boolean =>
  label === 'confirmed' || label === 'talk' || label === 'worth_asking';

const UNFOUNDED: ReadonlySet<string> = new Set(['unsubstantiated', 'overturned', 'revoked']);
const ENDS: ReadonlySet<string> = new Set(['case', 'arranged', 'declaration']);
const endOf = ({ handlings }: EndedAlert) => handlings.findLast(({ kind }) => ENDS.has(kind));
