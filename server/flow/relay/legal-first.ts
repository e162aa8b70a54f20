import type { Unfinished } from '../../store/outbox.ts';

/** What carries a legal clock: cases with their papers, and what somebody has a right to be answered. */
const LEGAL: ReadonlySet<string> = new Set([
  'cases',
  'case_files',
  'letters',
  'sanctions',
  'non_compete_cases',
  'data_requests',
]);

/** What carries a legal clock takes the first of the platform's quota (product section 4); the others keep their order behind it. */
export function legalFirst(documents: readonly Unfinished[]): Unfinished[] {
  const isLegal = ({ collection }: Unfinished): boolean => LEGAL.has(collection);
  return [...documents.filter(isLegal), ...documents.filter((document) => !isLegal(document))];
}
