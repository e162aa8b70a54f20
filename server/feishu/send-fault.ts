import { AppError } from '../errors.ts';

/**
 * What a refusal of a card means for the sender. `unreachable`: this receiver gets no card from us, today or tomorrow. `refused`: no
 * receiver gets this card as it is. `too_old`: it can no longer be changed. `gone`: the message is no more. `later`: time may heal it.
 */
export type SendFault = 'unreachable' | 'refused' | 'too_old' | 'gone' | 'later';

const meanings: ReadonlyMap<unknown, SendFault> = new Map<unknown, SendFault>([
  /** Bot not in the chat; outside availability or resigned; no permission in the chat; receiver unknown or of another app. */
  [230002, 'unreachable'],
  [230013, 'unreachable'],
  [230027, 'unreachable'],
  [99992351, 'unreachable'],
  [99992361, 'unreachable'],
  /** Too long; stopped by the tenant's DLP audit; bad card. */
  [230025, 'refused'],
  [230028, 'refused'],
  [230099, 'refused'],
  [230031, 'too_old'],
  [230110, 'gone'],
  [230011, 'gone'],
]);

/** Errors that are no refusal of the platform are `later`: a bug or a broken network must not lose a card. */
export function sendFaultOf(error: unknown): SendFault {
  if (!(error instanceof AppError)) return 'later';
  if (error.code === 'too_large') return 'refused';
  return meanings.get(error.details['code']) ?? 'later';
}
