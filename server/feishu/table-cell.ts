import { z } from 'zod';
import type { TableCell } from './platform-tables.ts';

const PlaceSchema = z.object({
  location: z.string().regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/),
  name: z.string().default(''),
  full_address: z.string().optional(),
  address: z.string().default(''),
});
const PersonSchema = z.object({ id: z.string().startsWith('ou_'), name: z.string().default('') });
const TextSchema = z.object({ text: z.string() });
const NamedSchema = z.object({ id: z.string(), name: z.string() });
/** Formulas and look-ups: the value of the kind that `type` numbers. */
const ComputedSchema = z.object({ type: z.number(), value: z.array(z.unknown()) });
const LinkSchema = z.object({ text: z.string().optional(), link: z.string() });
const LinkedSchema = z.object({ link_record_ids: z.array(z.string()) });

/**
 * What a cell says; null for an empty one and for what cannot be said in words, as an attachment. Shapes: Feishu, bitable-v1
 * `app-table-record/bitable-record-data-structure-overview`.
 */
export function cellOf(value: unknown): TableCell | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return listOf(value);
  const computed = ComputedSchema.safeParse(value).data;
  if (computed) return listOf(computed.value);
  const place = PlaceSchema.safeParse(value).data;
  if (place) {
    const [lng = '', lat = ''] = place.location.split(',');
    return { lng, lat, name: place.name, address: place.full_address ?? place.address };
  }
  const linked = LinkedSchema.safeParse(value).data;
  if (linked) return linked.link_record_ids.length > 0 ? linked.link_record_ids : null;
  const link = LinkSchema.safeParse(value).data;
  return link ? (link.text ?? link.link) : (TextSchema.safeParse(value).data?.text ?? null);
}

function listOf(values: readonly unknown[]): TableCell | null {
  const people = z.array(PersonSchema).min(1).safeParse(values).data;
  if (people) return { people: people.map(({ id, name }) => ({ openId: id, name })) };
  // A text comes in pieces: mentions and links are pieces of their own.
  const texts = z.array(TextSchema).min(1).safeParse(values).data;
  if (texts) return texts.map(({ text }) => text).join('') || null;
  const named = z.array(NamedSchema).min(1).safeParse(values).data;
  if (named) return named.map(({ name }) => name);
  const [first] = values;
  if (values.length === 1) return cellOf(first);
  const scalars = z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .safeParse(values).data;
  return scalars ? scalars.map(String) : null;
}
