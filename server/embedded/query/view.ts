import { BSONRegExp, BSONSymbol, Binary, Double, Int32, Long, Timestamp } from 'bson';
import { type Doc, isDoc, setField } from '../wire/bson.ts';
import { isSame } from './compare.ts';

/** The document as mingo understands it: plain numbers and patterns. Decimal128 and a Long past 2^53 stay as they are. */
export function toView(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toView);
  if (isDoc(value)) return viewDoc(value);
  if (value instanceof Int32 || value instanceof Double || value instanceof BSONSymbol) return value.value;
  if (value instanceof Timestamp) return value;
  if (value instanceof Long) return Number.isSafeInteger(value.toNumber()) ? value.toNumber() : value;
  if (value instanceof BSONRegExp) return toNativeRegExp(value);
  return value;
}

export function viewDoc(doc: Doc): Doc {
  const view: Doc = {};
  for (const key of Object.keys(doc)) setField(view, key, toView(doc[key]));
  return view;
}

/** Gives a computed document the exact BSON types of the original back, wherever the value did not change. */
export function restoreTypes(computed: unknown, original: unknown): unknown {
  if (Array.isArray(computed)) {
    const source: unknown[] = Array.isArray(original) ? original : [];
    return computed.map((item: unknown, i) => restoreTypes(item, source[i]));
  }
  if (isDoc(computed)) return restoreDocTypes(computed, isDoc(original) ? original : {});
  if (original === undefined || original instanceof Binary) return computed;
  return isSame(computed, toView(original)) ? original : computed;
}

export function restoreDocTypes(computed: Doc, original: Doc): Doc {
  const kept = Object.entries(computed).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, restoreTypes(value, original[key])]));
}

function toNativeRegExp(value: BSONRegExp): unknown {
  try {
    return new RegExp(value.pattern, value.options);
  } catch {
    return value;
  }
}
