import { invalidInput } from '../errors.ts';

/** An id fit for a URL path: the SDK does not encode path arguments, so `x/../../im?y=1` would hit another API. */
export function pathId(field: string, value: string): string {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(value)) return value;
  throw invalidInput([{ field, reason: 'letters, digits, _ and -, 1 to 128' }]);
}
