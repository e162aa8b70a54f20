import { openValue, SEALED } from './sealed.ts';
import { openFixes } from './segment-fixes.ts';
import type { SegmentDoc } from './segments.ts';

type Row = Readonly<{ _id: string; [field: string]: unknown }>;
type Place = Parameters<typeof openValue>[0];

/** A document of any collection with what is sealed in it opened; positions are decoded. Papers and pictures have to be left out before. */
export function openRow(collection: string, row: Row): Row {
  if (isSegment(collection, row)) {
    const { bytes: _bytes, conflictBytes, ...rest } = row;
    const { fixes, conflicts } = openFixes(row);
    return { ...rest, fixes, ...(conflictBytes !== undefined && { conflicts }) };
  }
  const fields = Object.entries(SEALED).find(([name]) => name === collection)?.[1] ?? [];
  return fields.reduce((opened: Row, field) => {
    const [name = '', ...inner] = field.split('.');
    if (!(name in opened)) return opened;
    return { ...opened, [name]: openAt(opened[name], inner, { in: collection, field, id: row._id }) };
  }, row);
}

function openAt(value: unknown, [name, ...inner]: readonly string[], place: Place): unknown {
  if (name === undefined) return openValue(place, value);
  if (Array.isArray(value)) return value.map((one) => openAt(one, [name, ...inner], place));
  if (typeof value !== 'object' || value === null || !(name in value)) return value;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return { ...fields, [name]: openAt(fields[name], inner, place) };
}

const isSegment = (collection: string, row: Row): row is Row & SegmentDoc =>
  collection === 'segments' && row['bytes'] !== undefined;
