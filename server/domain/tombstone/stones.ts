import type { Stone } from '../../contract/tombstone.ts';

/** What a stone is about; of two about the same the later one counts. */
export function subjectOf(stone: Stone): string {
  if (stone.kind === 'consent') return `consent:${stone.personId}:${stone.consent}`;
  if (stone.kind === 'api_key') return `api_key:${stone.hash}`;
  if (stone.kind === 'leaver_link') return `leaver_link:${stone.linkId}`;
  if (stone.kind === 'store_screen') return `store_screen:${stone.screenId}`;
  if (stone.kind === 'authorisation') return `authorisation:${stone.agreementId}:${stone.authorisationId}`;
  return `erasure:${stone.requestId}`;
}

/** The stones that still count: the latest of each subject, none from before `fromAt`; the oldest first. */
export function standingStones(stones: readonly Stone[], fromAt: Date): Stone[] {
  const bySubject = new Map<string, Stone>();
  for (const stone of stones) {
    const known = bySubject.get(subjectOf(stone));
    if (Date.parse(stone.at) >= +fromAt && !(known && known.at >= stone.at))
      bySubject.set(subjectOf(stone), stone);
  }
  return [...bySubject.values()].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
