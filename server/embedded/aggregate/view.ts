import { BSONSymbol, Double, Int32, Timestamp } from 'bson';
import { isSame } from '../query/compare.ts';
import { type Doc, isDoc, isLong, setField } from '../wire/bson.ts';

/** Where a view has the document that it was made of; copies of the view keep it. */
export const ORIGINAL = Symbol('original');

/** The value as mingo understands it: plain numbers. Decimal128 and a Long past 2^53 stay as they are. */
export function toView(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Timestamp) return value;
  if (Array.isArray(value)) return value.map(toView);
  if (isDoc(value)) return viewDoc(value);
  if (value instanceof Int32 || value instanceof Double || value instanceof BSONSymbol) return value.value;
  return isLong(value) && Number.isSafeInteger(value.toNumber()) ? value.toNumber() : value;
}

export function viewDoc(doc: Doc): Doc {
  const view: Doc = {};
  for (const key of Object.keys(doc)) setField(view, key, toView(doc[key]));
  return view;
}

export function originalOf(view: unknown): Doc {
  const original: unknown = isDoc(view) ? Reflect.get(view, ORIGINAL) : undefined;
  return isDoc(original) ? original : isDoc(view) ? view : {};
}

/** Gives what a view only passed on its exact BSON type back. */
export function restoreDoc(view: Doc): Doc {
  const original = originalOf(view);
  const kept = Object.entries(view).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    kept.map(([key, value]) => [key, isSame(value, toView(original[key])) ? original[key] : value]),
  );
}
