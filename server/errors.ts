import type { RefusalCode } from './contract/texts/refusals.ts';
import type { Sentence } from './contract/texts/sentence.ts';
import type { Thing } from './contract/texts/things.ts';

/**
 * An expected failure with a permanent snake_case code; `status` is what the HTTP door answers. What people and programs read of it is the
 * text of its code or, where one code has several reasons, of `why`; `message` is for whoever runs the server.
 */
export class AppError extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly why: RefusalCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    code: RefusalCode,
    status: number,
    options: { why?: RefusalCode; message?: string; details?: Record<string, unknown> } = {},
  ) {
    const { why = code, message = why, details = {} } = options;
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.why = why;
    this.details = details;
  }
}

export const invalidInput = (fields: readonly FieldFault[]): AppError =>
  new AppError('invalid_input', 400, { message: describeFaults(fields), details: { fields } });
/** A faulty field and what is allowed there. */
export const faultAt = (field: string, { en: reason, zh }: Sentence): FieldFault => ({ field, reason, zh });
export const badField = (field: string, sentence: Sentence): AppError =>
  invalidInput([faultAt(field, sentence)]);
export const notFound = (what: Thing): AppError => new AppError('not_found', 404, { details: { what } });
export const noAddress = (): AppError => new AppError('not_found', 404, { why: 'no_address' });
export const wrongMethod = (allowed: string): AppError =>
  new AppError('method_not_allowed', 405, { details: { allowed } });
export const unauthenticated = (): AppError => new AppError('unauthenticated', 401);
/** The same at a door of other systems. */
export const noKey = (): AppError => new AppError('unauthenticated', 401, { why: 'no_key' });
export const forbidden = (why: RefusalCode): AppError => new AppError('forbidden', 403, { why });
export const nameClosed = (): AppError => new AppError('name_closed', 403);
export const consentMissing = (what: 'location' | 'photo' | 'device_risk'): AppError =>
  new AppError('consent_missing', 403, { details: { what } });
export const conflict = (code: RefusalCode, details: Record<string, unknown> = {}): AppError =>
  new AppError(code, 409, { details });
/** `allowed` in words, or in bytes, which are said as people count them. */
export const tooLarge = (what: Thing, allowed: string | number): AppError =>
  new AppError('too_large', 413, {
    details: { what, allowed: typeof allowed === 'number' ? sizeText(allowed) : allowed },
  });
const sizeText = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / 1_048_576)} MB`;
export const unsupportedMedia = (allowed: string): AppError =>
  new AppError('unsupported_media_type', 415, { details: { allowed } });
export const contentEncoded = (): AppError =>
  new AppError('unsupported_media_type', 415, { why: 'content_encoded' });
export const rateLimited = (retryAfterS: number): AppError =>
  new AppError('rate_limited', 429, { details: { retryAfterS } });
export const storeAway = (): AppError => new AppError('store_away', 503);
export const storeFull = (): AppError => new AppError('store_full', 507, { details: { retryAfterS: 60 } });
export const platformFailed = (operation: string, code: number): AppError =>
  new AppError('platform_failed', 502, {
    message: `${operation} answered code ${code}`,
    details: { operation, code },
  });
/** A bug, where its kind and place are logged beside. */
export const unexpected = (): AppError => new AppError('unexpected', 500);

/** Deep enough to see which of our functions it passed. */
const PLACES = 12;

/** What may be logged of an error: kind, code, and the places it passed unless it was expected; never a message, which may hold somebody's data. */
export type ErrorTraits = Readonly<{
  name: string;
  code?: unknown;
  stack?: readonly string[];
  causes?: readonly ErrorTraits[];
}>;
export function describeError(error: unknown): ErrorTraits {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name } = error;
  if (error instanceof AggregateError)
    return { name, causes: error.errors.slice(0, PLACES).map(describeError) };
  const code = 'code' in error ? { code: error.code } : {};
  if (error instanceof AppError) return { name, ...code };
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name, ...code, stack: stack.slice(0, PLACES).map((line) => line.trim()) };
}

/** The faulty fields an error names. */
export function faultsOf({ details: { fields } }: AppError): readonly FieldFault[] {
  return Array.isArray(fields) ? fields.filter(isFieldFault) : [];
}

const isFieldFault = (value: unknown): value is FieldFault =>
  typeof value === 'object' && value !== null && 'field' in value && 'reason' in value && 'zh' in value;

/** One faulty field: where it is and what is allowed there, in English and in Chinese; `fault` is the sentence’s name, where it has one. */
export type FieldFault = Readonly<{
  field: string;
  reason: string;
  zh: string;
  fault?: string;
  named?: Readonly<Record<string, string | number>>;
}>;

export function describeFaults(fields: readonly Pick<FieldFault, 'field' | 'reason'>[]): string {
  return fields.map((fault) => `${fault.field}: ${fault.reason}`).join('; ');
}
