import type { Severity } from '../finding.ts';

const RANK: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2 };

/**
 * Splits the cards of one manager and week into those to show and those for HR's digest (product M13): the gravest first, then the
 * surest, then by id; nothing is dropped. `spent`: cards of that week already shown.
 */
export function spendBudget<Card extends Readonly<{ id: string; severity: Severity; score: number }>>(
  cards: readonly Card[],
  { perWeek, spent }: { perWeek: number; spent: number },
): { manager: Card[]; digest: Card[] } {
  const ordered = cards.toSorted(
    (a, b) => RANK[b.severity] - RANK[a.severity] || b.score - a.score || (a.id < b.id ? -1 : 1),
  );
  const left = Math.max(0, perWeek - spent);
  return { manager: ordered.slice(0, left), digest: ordered.slice(left) };
}
