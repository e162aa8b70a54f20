import type { ItemReceipt, PunchReason } from '../../contract/ingest.ts';
import { findPunch, settlePunch, type Punch } from '../../store/punches.ts';
import { findAnchorsOf, type SignalRecord } from '../../store/signals.ts';
import { settlementOf, viewOf } from './punch-settle.ts';
import { SYSTEM, type Deps } from '../deps.ts';

/** What a proof of place answers; nothing proves that it was working time, or what time it was. */
const ANSWERED: ReadonlySet<PunchReason> = new Set([
  'no_location_consent',
  'no_location',
  'poor_accuracy',
  'too_far',
]);
/** A proof this long before or after the tap is of the same arrival. */
const NEAR_MS = 10 * 60_000;
/** A proof that comes in later than this may have been passed on: it stands as evidence, but the manager's tap decides. */
const LIVE_MS = 2 * 60_000;

/** Whether a store code or access point settles the punch by itself. */
export function settles(
  anchor: SignalRecord,
  punch: Pick<Punch, 'placeId' | 'at' | 'reasons' | 'personId'>,
): boolean {
  return (
    anchor.isOk &&
    (anchor.kind === 'qr' || anchor.kind === 'wifi') &&
    anchor.personId === punch.personId &&
    anchor.placeId !== undefined &&
    anchor.placeId === punch.placeId &&
    Math.abs(+anchor.at - +punch.at) <= NEAR_MS &&
    +anchor.receivedAt - +anchor.at <= LIVE_MS &&
    punch.reasons.every((reason) => ANSWERED.has(reason))
  );
}

/** Confirms the waiting punch an anchor speaks for; answers how the punch stands, when it speaks for one. */
export async function settleByAnchor(deps: Deps, anchor: SignalRecord): Promise<ItemReceipt['punch']> {
  if (anchor.punchId === undefined) return undefined;
  const punch = await findPunch(anchor.punchId);
  if (punch?.personId !== anchor.personId) return undefined;
  if (punch.status !== 'needs_confirmation' || !settles(anchor, punch)) return viewOf(punch);
  const confirmation = proofOf(anchor, deps.now());
  await settlePunch(punch.id, confirmation, settlementOf(punch, confirmation));
  return viewOf((await findPunch(punch.id)) ?? punch);
}

/** A proof may be here before its punch: then the punch never waits for anybody. */
export async function withProof(punch: Punch): Promise<Punch> {
  if (punch.status !== 'needs_confirmation') return punch;
  const proof = (await findAnchorsOf(punch.id)).find((anchor) => settles(anchor, punch));
  return proof ? { ...punch, status: 'confirmed', confirmation: proofOf(proof, punch.receivedAt) } : punch;
}

const proofOf = ({ kind }: SignalRecord, at: Date): NonNullable<Punch['confirmation']> => ({
  byId: SYSTEM.personId,
  how: kind === 'wifi' ? 'wifi' : 'qr',
  at,
  accept: true,
});
