import { ERASABLE } from '../../contract/data-request.ts';
import { listEndedApiKeys } from '../../store/api-keys.ts';
import { listTakenBack } from '../../store/consents.ts';
import { listGrantedSince } from '../../store/erasures.ts';
import { listRevokedLinks } from '../../store/leaver-links.ts';
import { listWithdrawnAuthorisations } from '../../store/non-compete-agreements.ts';
import type { Tombstones } from '../../store/tombstones.ts';
import {
  apiKeyStone,
  authorisationStones,
  consentStones,
  erasureStones,
  leaverLinkStone,
} from './stones-of.ts';

const DAY_CHARACTERS = 10;

/**
 * Enters what was taken back since and stands in the store alone: by another process, or by one that died before it had entered it. So
 * the list of every process holds what all of them did.
 */
export async function catchUp(tombstones: Tombstones, sinceAt: Date): Promise<void> {
  const sinceDay = new Date(Math.max(+sinceAt, 0)).toISOString().slice(0, DAY_CHARACTERS);
  const [consents, keys, links, requests, agreements] = await Promise.all([
    listTakenBack(sinceAt),
    listEndedApiKeys(sinceAt),
    listRevokedLinks(sinceAt),
    listGrantedSince(ERASABLE, sinceAt),
    listWithdrawnAuthorisations(sinceDay),
  ]);
  await tombstones.add([
    ...consents.flatMap(consentStones),
    ...keys.map(apiKeyStone),
    ...links.map(leaverLinkStone),
    ...requests.flatMap(erasureStones),
    ...agreements.flatMap((one) => authorisationStones(one, dayStart(one.authorisations))),
  ]);
}

/** The latest day on which one of them was taken back. */
function dayStart(authorisations: readonly Readonly<{ withdrawnDay?: string }>[]): Date {
  const days = authorisations.flatMap(({ withdrawnDay }) => withdrawnDay ?? []).toSorted();
  return new Date(days.at(-1) ?? 0);
}
