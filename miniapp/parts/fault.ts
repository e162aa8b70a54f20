import { ApiError } from '../api.ts';
import { BridgeError } from '../bridge/bridge.ts';
import type { Texts } from '../texts/zh.ts';

/** Fields that are a file as a whole: what is wrong with it can be said in the reader's language. */
const UPLOADS: ReadonlySet<string> = new Set(['file', 'photo']);

/** What a form calls the fields it sends. */
export type FieldNames = Readonly<Record<string, string>>;

/** A failure in plain words; the server's field faults are shown as they came, under the name that `names` has for the field. */
export function describeFault(error: unknown, texts: Texts, names: FieldNames = {}): string {
  if (error instanceof BridgeError) return texts.bridgeFault[error.fault];
  if (!(error instanceof ApiError)) return texts.failed;
  // Why this person may not do it: one sentence for all of them would help nobody.
  if (error.code === 'forbidden' && error.said !== undefined) return asSentence(error.said);
  const known = texts.fault[error.code] ?? (isAway(error) ? texts.fault['store_away'] : undefined);
  if (known) return known;
  if (error.fields.some(({ field }) => UPLOADS.has(field))) return texts.fault['bad_file'] ?? texts.failed;
  if (error.fields.length > 0)
    return error.fields.map(({ field, reason }) => `${nameOf(field, names)}: ${reason}`).join('; ');
  return error.said === undefined ? texts.faultCode(error.code) : asSentence(error.said);
}

/** What a program gets as a part of a sentence stands alone on a screen. */
const asSentence = (said: string): string => said.charAt(0).toUpperCase() + said.slice(1);

/** A part of a field is said by the field's name. */
const nameOf = (field: string, names: FieldNames): string =>
  names[field] ?? names[field.split('.')[0] ?? field] ?? field;

/** What a proxy says of a server that is just being started again. */
const isAway = ({ status }: ApiError): boolean => status >= 502 && status <= 504;

const STALE: ReadonlySet<string> = new Set(['stale_version', 'illegal_transition']);

/** Somebody else moved the case since it was shown. */
export const isStale = (error: unknown): boolean => error instanceof ApiError && STALE.has(error.code);
