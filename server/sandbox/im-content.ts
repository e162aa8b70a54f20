import { z } from 'zod';
import { checkCard, maxCardBytes } from '../contract/card-rules.ts';
import { CardSchema } from '../contract/card.ts';
import type { Card } from '../contract/card.ts';
import { PlatformFault } from './fault.ts';
import type { TenantState } from './tenant.ts';

const maxTextBytes = 150 * 1024;
const TextSchema = z.object({ text: z.string().min(1) });
const ImageSchema = z.object({ image_key: z.string() });

/** Checks the content of a message as the platform does; the card of an interactive one, else null. */
export function parseContent(state: TenantState, msgType: string, content: string): Card | null {
  const json = parseJson(content);
  if (msgType === 'interactive') return parseCard(state, json, Buffer.byteLength(content));
  if (Buffer.byteLength(content) > maxTextBytes) throw tooLong();
  if (msgType === 'text' && TextSchema.safeParse(json).success) return null;
  if (msgType === 'image') {
    const image = ImageSchema.safeParse(json);
    if (image.success && state.images.get(image.data.image_key) !== undefined) return null;
    throw invalid('invalid image_key');
  }
  throw invalid(msgType === 'text' ? 'text must not be empty' : 'invalid msg_type');
}

export function parseCard(state: TenantState, json: unknown, bytes: number): Card {
  if (bytes > maxCardBytes) throw tooLong();
  const found = checkCard(json);
  if (found !== null) throw cardFault(found.code, found.reason, found.path);
  const missing = imageKeys(json).find((key) => state.images.get(key) === undefined);
  if (missing !== undefined) throw cardFault(11310, 'card contains invalid image keys', missing);
  return CardSchema.parse(json);
}

const cardFault = (code: number, reason: string, value: string): PlatformFault =>
  new PlatformFault(
    230099,
    `Failed to create card content, ext=ErrCode: ${code}; ErrMsg: ${reason}; ErrorValue: ${value}; `,
  );
const tooLong = (): PlatformFault =>
  new PlatformFault(230025, 'The length of the message content reaches its limit.');
const invalid = (why: string): PlatformFault =>
  new PlatformFault(230001, `Your request contains an invalid request parameter, ext=${why}`);

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    throw invalid('invalid content json');
  }
}

function imageKeys(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imageKeys);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'img_key' && typeof item === 'string' ? [item] : key === 'chart_spec' ? [] : imageKeys(item),
  );
}
