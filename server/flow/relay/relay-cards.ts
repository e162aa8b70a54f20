import { createHash } from 'node:crypto';
import { commonOfficeTime } from '../../domain/calendar.ts';
import { isQuiet, nextSpeakMoment, spreadMoment } from '../../domain/case/publication.ts';
import { AppError } from '../../errors.ts';
import { markRepeat } from '../../feishu/cards/mark-repeat.ts';
import { sendFaultOf } from '../../feishu/send-fault.ts';
import { appendAudit } from '../../store/audit.ts';
import {
  findUnfinishedOne,
  noteSent,
  noteUrged,
  replaceSent,
  type PendingWork,
  type Unfinished,
} from '../../store/outbox.ts';
import type { SentCard } from '../../store/pending.ts';
import { recordRead } from '../../store/reads.ts';
import { zoneOf } from '../company/calendar.ts';
import { buildCards } from '../card.ts';
import type { OutgoingCard } from '../card/card-parts.ts';
import type { Deps } from '../deps.ts';
import { noteHealth } from '../health.ts';

type CardWork = Extract<PendingWork, { kind: 'card' }>;
/** The platform takes a repeated send once for an hour; a little less, for clocks differ. */
const KNOWN_MS = 55 * 60_000;
type Where = Readonly<{ collection: string; id: string }>;

/**
 * Sends the cards of one slot, each receiver's once; a date says that nobody is written to before then. A receiver who cannot be
 * reached is noted and does not keep the others waiting; one that time may heal is thrown after all were tried.
 */
export async function sendCards(deps: Deps, document: Unfinished, work: CardWork): Promise<Date | null> {
  const cards = await buildCards(deps, document, work.slot);
  deps.onRelay?.('built');
  const wanted = await speakMomentOf(deps.now(), cards);
  if (wanted > deps.now()) return spreadMoment(wanted, work.id, deps.spreadMs ?? 0);
  await forEachReceiver(deps, document, { slot: work.slot, cards }, async (outgoing) => {
    const known = document.sent.find((sent) => sent.slot === work.slot && sent.receiverId === outgoing.to.id);
    const sent = known
      ? await changeCard(deps, document, { sent: known, outgoing })
      : await sendFirst(deps, document, { work, outgoing });
    if (outgoing.isUrgent === true && sent && !sent.urgedAt) await urge(deps, document, sent);
  });
  return null;
}

/** When all of them may be written to: nobody in quiet hours, nobody reminded of anything off work as far as their hours meet. */
async function speakMomentOf(at: Date, cards: readonly OutgoingCard[]): Promise<Date> {
  const quiet = cards.find(({ timeZone }) => isQuiet(at, timeZone));
  if (quiet) return nextSpeakMoment(at, quiet.timeZone);
  const reminded = cards.filter(({ isReminder }) => isReminder === true);
  const zones = await Promise.all(
    [...new Set(reminded.map(({ timeZone }) => timeZone))].map((timeZone) => zoneOf({ timeZone })),
  );
  return commonOfficeTime(at, zones);
}

/** Everyone who has a card of this document sees its present state; a card too old to change is sent anew. */
export async function refreshCards(deps: Deps, { collection, id }: Where): Promise<void> {
  const fresh = await findUnfinishedOne(collection, id);
  if (!fresh) return;
  for (const slot of new Set(fresh.sent.map((sent) => sent.slot))) {
    const built = await buildCards(deps, fresh, slot);
    const own = fresh.sent.filter((sent) => sent.slot === slot);
    const cards = built.filter(({ to }) => own.some(({ receiverId }) => receiverId === to.id));
    await forEachReceiver(deps, fresh, { slot, cards }, async (outgoing) => {
      for (const sent of own.filter(({ receiverId }) => receiverId === outgoing.to.id))
        await changeCard(deps, fresh, { sent, outgoing });
    });
  }
}

async function sendFirst(
  deps: Deps,
  document: Unfinished,
  { work, outgoing }: { work: CardWork; outgoing: OutgoingCard },
): Promise<SentCard> {
  // Before the card goes out: a look without its entry may not be.
  if (outgoing.look) await recordRead({ ...outgoing.look, at: deps.now() }, `${work.id}:${outgoing.to.id}`);
  const isRepeat = work.firstTriedAt !== undefined && +deps.now() - +work.firstTriedAt > KNOWN_MS;
  const card = isRepeat ? markRepeat(outgoing.card) : outgoing.card;
  const sent = await send(deps, { slot: work.slot, key: work.id, outgoing: { ...outgoing, card } });
  await noteSent(document, sent);
  deps.onRelay?.('noted');
  return sent;
}

/** Whether a message may have come although the call failed: the platform has not refused it. */
export const mayHaveCome = (error: unknown): boolean =>
  !(error instanceof AppError && Number(error.details['code']) > 0);

/** The card as it is there now: changed in place, sent anew after 14 days, null when the message was taken away. */
async function changeCard(
  deps: Deps,
  where: Where,
  { sent, outgoing }: { sent: SentCard; outgoing: OutgoingCard },
): Promise<SentCard | null> {
  try {
    await deps.feishu.messages.updateCard({ messageId: sent.messageId, card: outgoing.card });
    return sent;
  } catch (error) {
    const fault = sendFaultOf(error);
    if (fault === 'gone') return null;
    if (fault !== 'too_old') throw error;
  }
  const again = await send(deps, { slot: sent.slot, key: `${sent.messageId}:again`, outgoing });
  await replaceSent(where, sent.messageId, again);
  deps.onRelay?.('replaced');
  return again;
}

/** The uuid follows from the step and the receiver, so that the platform takes a repeated send once. */
async function send(
  deps: Deps,
  input: { slot: string; key: string; outgoing: OutgoingCard },
): Promise<SentCard> {
  const { slot, key, outgoing } = input;
  const uuid = createHash('sha256').update(`${key}:${outgoing.to.id}`).digest('hex').slice(0, 40);
  const { messageId } = await deps.feishu.messages.sendCard({ to: outgoing.to, card: outgoing.card, uuid });
  deps.onRelay?.('sent');
  return { slot, receiverId: outgoing.to.id, messageId, sentAt: deps.now() };
}

/** An overdue deadline rings (加急). What was sent stays sent when ringing is refused. */
async function urge(deps: Deps, where: Where, { messageId, receiverId }: SentCard): Promise<void> {
  try {
    await deps.feishu.messages.urge({ messageId, openIds: [receiverId] });
    await noteUrged(where, messageId, deps.now());
    deps.onRelay?.('urged');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await noteHealth(deps, 'cards', error);
  }
}

async function forEachReceiver(
  deps: Deps,
  where: Where,
  { slot, cards }: { slot: string; cards: readonly OutgoingCard[] },
  work: (outgoing: OutgoingCard) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (const outgoing of cards) {
    try {
      await work(outgoing);
    } catch (error) {
      if (sendFaultOf(error) === 'later') faults.push(error);
      else await noteUndelivered(deps, { where, slot, outgoing, error });
    }
  }
  // One that may have come says more than one that was refused.
  if (faults.length > 0) throw faults.find(mayHaveCome) ?? faults[0];
}

/** A card nobody will get: in the audit chain for the record, and on the administrator's desk. */
async function noteUndelivered(
  deps: Deps,
  input: { where: Where; slot: string; outgoing: OutgoingCard; error: unknown },
): Promise<void> {
  const { where, slot, outgoing, error } = input;
  const code = refusalOf(error);
  const receiver = createHash('sha256').update(outgoing.to.id).digest('hex').slice(0, 16);
  await appendAudit(`${where.id}:undelivered:${slot}:${receiver}:${code}`, {
    at: deps.now(),
    actorId: 'system',
    action: 'card.undelivered',
    subject: `${where.collection}:${where.id}`,
    to: slot,
    why: `${sendFaultOf(error)} ${code}`,
  });
  if (error instanceof AppError && where.collection !== 'settings') await noteHealth(deps, 'cards', error);
}

/** The platform's own code where there is one. */
function refusalOf(error: unknown): string {
  if (!(error instanceof AppError)) return 'unexpected';
  const { code } = error.details;
  return typeof code === 'number' ? String(code) : error.code;
}
