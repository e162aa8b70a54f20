import type { Erased } from '../../server/contract/data-request.ts';
import type { Format } from './format.tsx';
import type { dataRequestTexts } from '../texts/screens/data-requests.ts';

const PARTS = [
  'uploads',
  'days',
  'photos',
  'punches',
  'visits',
  'alerts',
  'flexible',
  'zones',
  'kept',
] as const satisfies readonly (keyof Erased)[];

/** What a deletion takes and leaves, in words; parts of which there is nothing are left out. */
export function listErased(
  erased: Erased,
  { counts, nothing }: (typeof dataRequestTexts)['zh'],
  { clauses }: Pick<Format, 'clauses'>,
): string {
  const said = PARTS.flatMap((part) => {
    const count = erased[part] ?? 0;
    return count > 0 ? [counts[part](count)] : [];
  });
  return said.length === 0 ? nothing : clauses(said);
}
