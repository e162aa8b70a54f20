import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../deps.ts';

/** A code lives this long: long enough to scan, too short to be sent to somebody elsewhere at leisure. */
export const CODE_LIFE_MS = 30_000;
/** Codes of a minute around the capture count: phones and scanning are slow, corrected clocks a little wrong. */
const WINDOWS_EITHER_SIDE = 2;
/** Digits are typed slowly, never ahead. */
const TYPED_WINDOWS_BACK = 2;
const PREFIX = 'MQ1';
const TYPED_LENGTH = 6;

export type StoreCode = Readonly<{
  /** What the picture holds: place, window, signature. */
  scan: string;
  /** The same for those who cannot scan. */
  typed: string;
  endsAt: Date;
}>;

/** The code of a store at `at`; whoever knows it was at the store's screen within the last half minute. */
export function storeCodeAt(deps: Deps, placeId: string, at: Date): StoreCode {
  const window = windowOf(at);
  return {
    scan: [PREFIX, placeId, window.toString(36), signatureOf(deps, placeId, window)].join('~'),
    typed: typedOf(deps, placeId, window),
    endsAt: new Date((window + 1) * CODE_LIFE_MS),
  };
}

/** The place a code proves at `at`, or why it proves none. Typed digits are only tried for the places the person may be at. */
export function readStoreCode(
  deps: Deps,
  text: string,
  { at, placeIds }: Readonly<{ at: Date; placeIds: readonly string[] }>,
): Readonly<{ placeId: string } | { fault: 'bad_code' | 'expired_code' }> {
  return text.startsWith(`${PREFIX}~`) ? readScan(deps, text, at) : readTyped(deps, text, { at, placeIds });
}

function readScan(deps: Deps, text: string, at: Date) {
  const [, placeId = '', window36 = '', signature = ''] = text.split('~');
  const window = /^[0-9a-z]{1,10}$/.test(window36) ? Number.parseInt(window36, 36) : Number.NaN;
  const isOurs = Number.isSafeInteger(window) && isSame(signature, signatureOf(deps, placeId, window));
  if (!isOurs) return { fault: 'bad_code' } as const;
  const isFresh = Math.abs(window - windowOf(at)) <= WINDOWS_EITHER_SIDE;
  return isFresh ? { placeId } : ({ fault: 'expired_code' } as const);
}

function readTyped(
  deps: Deps,
  text: string,
  { at, placeIds }: Readonly<{ at: Date; placeIds: readonly string[] }>,
) {
  const digits = text.replaceAll(/\s/g, '');
  const window = windowOf(at);
  const placeId = placeIds.find((id) =>
    Array.from({ length: TYPED_WINDOWS_BACK + 1 }, (_, back) => typedOf(deps, id, window - back)).some(
      (one) => isSame(one, digits),
    ),
  );
  return placeId === undefined ? ({ fault: 'bad_code' } as const) : { placeId };
}

const windowOf = (at: Date): number => Math.floor(+at / CODE_LIFE_MS);

function signatureOf(deps: Deps, placeId: string, window: number): string {
  return macOf(deps, `scan:${placeId}:${window}`).toString('base64url').slice(0, 22);
}

function typedOf(deps: Deps, placeId: string, window: number): string {
  const number = macOf(deps, `typed:${placeId}:${window}`).readUInt32BE(0) % 10 ** TYPED_LENGTH;
  return String(number).padStart(TYPED_LENGTH, '0');
}

function macOf({ secretKey }: Deps, content: string): Buffer {
  return createHmac('sha256', secretKey).update(`store-code:${content}`).digest();
}

/** Takes as long for a wrong text as for a right one. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
