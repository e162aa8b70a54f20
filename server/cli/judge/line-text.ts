import { isAscii } from 'node:buffer';
import { liftColumns } from './number-columns.ts';

/** Most lines are plain ASCII, which is copied as it is; throws for bytes that are not UTF-8. */
export function textOf(line: Uint8Array): string {
  if (isAscii(line)) return Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('latin1');
  return new TextDecoder('utf-8', { fatal: true }).decode(line);
}

/** What JSON.parse makes of a line, with the lists of numbers of `fixes` and of the peers' as columns; null where that cannot be had. */
export function parseLifted(line: Uint8Array): unknown {
  const lifted = liftColumns(line);
  if (!lifted) return null;
  try {
    const given: unknown = JSON.parse(textOf(lifted.rest));
    return putBack(given, lifted.columns) ? given : null;
  } catch {
    return null;
  }
}

/** Puts each column where its place stands; false unless every one has been put back once. */
function putBack(given: unknown, columns: readonly Float64Array[]): boolean {
  if (!isRecord(given)) return false;
  const { peers } = given;
  const owners: unknown[] = [given, ...(Array.isArray(peers) ? peers : [])];
  let count = 0;
  for (const owner of owners) {
    if (!isRecord(owner) || !isRecord(owner['fixes'])) continue;
    const { fixes } = owner;
    for (const name of Object.keys(fixes)) {
      const at = fixes[name];
      if (typeof at !== 'number') continue;
      fixes[name] = columns[at];
      count++;
    }
  }
  return count === columns.length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
