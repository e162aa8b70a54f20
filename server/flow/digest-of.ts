import { createHash } from 'node:crypto';

/** Of plain data read from the database, whose fields keep their order. */
export function digestOf(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('base64url');
}
