import * as rule from '../contract/texts/request-rules.ts';
import { badField } from '../errors.ts';

/** An id fit for a URL path: the SDK does not encode path arguments, so `x/../../im?y=1` would hit another API. */
export function pathId(field: string, value: string): string {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(value)) return value;
  throw badField(field, rule.pathId);
}
