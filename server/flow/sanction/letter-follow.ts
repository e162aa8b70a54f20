import { listLetters } from '../../store/letters.ts';
import type { Deps } from '../deps.ts';
import { refreshCards } from '../relay/relay-cards.ts';

/** The penalty of the case was taken back: the cards of its letters say so, and ask for no receipt any more. */
export async function followTakenBack(deps: Deps, caseId: string): Promise<void> {
  for (const { id } of await listLetters(caseId)) await refreshCards(deps, { collection: 'letters', id });
}
