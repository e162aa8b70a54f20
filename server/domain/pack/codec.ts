import { canonicalJson } from '../audit/canonical-json.ts';

/** JSON that brings dates, maps and sets back as they were: equal data has equal text. */
export const encodeData = (data: unknown): string => canonicalJson(tag(data));

/** What `encodeData` was given; the text is one of ours, so its shape is the caller's to say. */
export const reviveData = (_key: string, value: unknown): unknown => untag(value);

function tag(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Map) return { $map: [...value].map((pair) => pair.map(tag)) };
  if (value instanceof Set) return { $set: [...value].map(tag) };
  if (Array.isArray(value)) return value.map(tag);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, tag(field)]));
}

/** What is inside has been brought back before. */
function untag(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const [[key, field] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0) return value;
  if (key === '$date') return new Date(String(field));
  if (key === '$set' && Array.isArray(field)) return new Set(field);
  return key === '$map' && Array.isArray(field) ? new Map(field) : value;
}
