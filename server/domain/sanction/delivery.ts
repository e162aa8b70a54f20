import type { DeliveryChannel, LetterKind } from '../../contract/sanction.ts';
import type { Delivery } from './sanction.ts';

/** Letters that end or threaten to end the employment: for them a read mark in the chat proves nothing (product section 4). */
const strict: ReadonlySet<LetterKind> = new Set(['demand', 'termination']);

/**
 * Whether this way of delivery counts for a letter. A refused or returned EMS letter counts only where it went to the address the
 * contract names for it; otherwise it has to have been signed for.
 */
export function countsAsDelivered(letter: LetterKind, delivery: Delivery): boolean {
  const { channel, outcome, trackingNo, photoId, clause } = delivery;
  const counts: Readonly<Record<DeliveryChannel, boolean>> = {
    in_app_receipt: true,
    ems: trackingNo !== undefined && outcome === 'signed',
    signed_photo: photoId !== undefined,
    contract_address: trackingNo !== undefined && clause !== undefined && outcome !== undefined,
    chat_read: !strict.has(letter),
  };
  return counts[channel];
}

/** The first delivery that counts, or null: it is when the letter took effect. */
export function firstDelivery(letter: LetterKind, deliveries: readonly Delivery[]): Delivery | null {
  const counted = deliveries.filter((delivery) => countsAsDelivered(letter, delivery));
  return counted.toSorted((a, b) => +a.at - +b.at)[0] ?? null;
}
