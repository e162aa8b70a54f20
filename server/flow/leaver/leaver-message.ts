import { nextSpeakMoment, isQuiet } from '../../domain/case/publication.ts';
import { leaverZh } from '../../contract/texts/leaver.zh.ts';
import { findLeaverLink, findLiveLink, noteLinkSent, type LeaverLink } from '../../store/leaver-links.ts';
import { findCase } from '../../store/cases.ts';
import { findLetter } from '../../store/letters.ts';
import { findNonCompeteCase } from '../../store/non-compete-cases.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { PendingWork, Unfinished } from '../../store/outbox.ts';
import type { Deps } from '../deps.ts';
import { deliveryPlace, linkUrl, tokenAgain } from './leaver-link.ts';
import { openSealed } from '../secret/seal.ts';

type MessageWork = Extract<PendingWork, { kind: 'message' }>;
type LinkTemplate = Exclude<MessageWork['template'], 'lead_closed'>;

/**
 * Writes to somebody without a chat account: the link itself, or that there is news behind it. Says nothing of what it is about. Without a
 * gateway or an address there is nothing to send: HR hands the link over. A date says that nobody is written to before then.
 */
export async function sendLeaverMessage(
  deps: Deps,
  { collection, id }: Unfinished,
  { id: workId, template }: Readonly<{ id: string; template: LinkTemplate }>,
): Promise<Date | null> {
  const now = deps.now();
  const link = await linkOf(deps, collection, id);
  if (!link?.delivery || !deps.messages || link.revokedAt || link.expiresAt <= now) return null;
  const timeZone = await getTimeZone();
  if (isQuiet(now, timeZone)) return nextSpeakMoment(now, timeZone);
  const { channel, sealedTo } = link.delivery;
  const to = openSealed(deps, deliveryPlace(link.id), sealedTo);
  const token = tokenAgain(deps, link);
  if (to === null || token === null) return null;
  const url = linkUrl(deps, token);
  await deps.messages.send({ id: workId, channel, to, text: leaverZh.message[template](url) });
  await noteLinkSent(link.id, now);
  return null;
}

async function linkOf(deps: Deps, collection: string, id: string): Promise<LeaverLink | null> {
  if (collection === 'leaver_links') return findLeaverLink(id);
  const personId = await subjectOf(collection, id);
  return personId === undefined ? null : findLiveLink(personId, deps.now());
}

/** Whom a document is about that is told behind the door. */
async function subjectOf(collection: string, id: string): Promise<string | undefined> {
  if (collection === 'non_compete_cases') return (await findNonCompeteCase(id))?.personId;
  if (collection === 'cases') return (await findCase(id))?.personId;
  return collection === 'letters' ? (await findLetter(id))?.personId : undefined;
}
