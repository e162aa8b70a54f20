import { z } from 'zod';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { lastDigestMoment } from '../../domain/policy/digest.ts';
import { alertDigestCard } from '../../feishu/cards/alert-digest-card.ts';
import type { AlertDigestLine } from '../../feishu/cards/alert-digest-card.ts';
import { findPublishedSince } from '../../store/alert-publishing.ts';
import { findAlert } from '../../store/alerts.ts';
import { digestIdOf, findDigest, findEntriesSince, insertDigest } from '../../store/digests.ts';
import type { DigestEntry } from '../../store/digests.ts';
import { findRegion, getOrgMapping, getTimeZone } from '../../store/org-mapping.ts';
import { findPerson } from '../../store/people.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { groupState, respondByOf } from '../card/card-alert.ts';
import { alertUrl, minutesAway, type OutgoingCard } from '../card/card-parts.ts';
import type { Deps } from '../deps.ts';

const KEY = 'digest-at';
const HOUR_MS = 3_600_000;
/** How far back a digest looks for what no earlier one told: a long weekend of standstill loses nothing. */
const LOOK_BACK_MS = 96 * HOUR_MS;
/** The platform changes messages of the last 14 days only; an old digest is not sent anew for a change. */
const CHANGEABLE_MS = 13 * 24 * HOUR_MS;

/** Twice a day, once for each group chat: the alerts since the last digest that were no matter of urgency. */
export async function sendDigests(deps: Deps): Promise<void> {
  const at = lastDigestMoment(deps.now(), await getTimeZone());
  const done = z.coerce
    .date()
    .catch(new Date(0))
    .parse(await getSetting(KEY));
  if (done >= at) return;
  const { regions } = await getOrgMapping();
  const chatIds = new Set(regions.flatMap(({ groupChatId }) => groupChatId ?? []));
  for (const chatId of chatIds) {
    const own = regions.filter(({ groupChatId }) => groupChatId === chatId);
    const entries = await newEntries({ chatId, regionIds: own.map(({ id }) => id), at });
    if (entries.length > 0) await insertDigest({ id: digestIdOf(chatId, at), chatId, at, entries });
  }
  await saveSetting(KEY, at);
}

/** Asked against what was told, not against the time of the last digest: what was published while one was made comes in the next. */
async function newEntries(where: {
  chatId: string;
  regionIds: readonly string[];
  at: Date;
}): Promise<DigestEntry[]> {
  const sinceAt = new Date(+where.at - LOOK_BACK_MS);
  const told = await findEntriesSince(where.chatId, sinceAt);
  const isTold = (alertId: string, publishedAt: Date): boolean =>
    told.some((entry) => entry.alertId === alertId && +entry.publishedAt === +publishedAt);
  const published = await findPublishedSince(where.regionIds, { sinceAt, untilAt: where.at });
  return published
    .filter(({ finding, sent }) => finding.severity !== 'high' && !sent.some(({ slot }) => slot === 'group'))
    .flatMap(({ id, publishedAt }) =>
      publishedAt === undefined || isTold(id, publishedAt) ? [] : [{ alertId: id, publishedAt }],
    );
}

/** The card of a digest, each alert as it stands now. */
export async function buildDigestCards(deps: Deps, id: string): Promise<OutgoingCard[]> {
  const digest = await findDigest(id);
  if (!digest || +deps.now() - +digest.at > CHANGEABLE_MS) return [];
  const timeZone = await getTimeZone();
  const lines = await Promise.all(digest.entries.map((entry) => lineOf(deps, entry.alertId)));
  const card = alertDigestCard({ at: digest.at, timeZone, lines: lines.filter((line) => line !== null) });
  return [{ to: { kind: 'chat_id', id: digest.chatId }, card, timeZone }];
}

async function lineOf(deps: Deps, alertId: string): Promise<AlertDigestLine | null> {
  const alert = await findAlert(alertId);
  const person = alert && (await findPerson(alert.personId));
  const region = alert?.regionId === undefined ? null : await findRegion(alert.regionId);
  if (!alert || !person || !region) return null;
  return {
    pseudonym: alert.pseudonym,
    staffKindLabel: flowZh.staffKinds[person.staffKind],
    regionName: region.name,
    minutes: minutesAway(alert.finding),
    respondBy: deps.now() < respondByOf(alert) ? respondByOf(alert) : undefined,
    state: groupState(alert),
    url: alertUrl(deps, alert.id),
  };
}
