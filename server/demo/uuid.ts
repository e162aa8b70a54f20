import { createHash } from 'node:crypto';

/** A UUIDv7 made from an instant and a text, so that the same demo item always has the same id. */
export function uuidV7Of(at: Date, text: string): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return layOut(`${time}7${hashOf(text)}`);
}

/** A UUIDv4-shaped id made from a text. */
export function uuidV4Of(text: string): string {
  const hash = hashOf(text);
  return layOut(`${hash.slice(0, 12)}4${hash.slice(13)}`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function layOut(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
