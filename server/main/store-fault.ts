import type { Config } from '../config.ts';
import { saysStoreFull } from '../store/health.ts';

const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;
const INVALID_NAMESPACE = 73;

/** Why there is no database to start with, as whoever set it up can mend it; never what may hold a password. */
export function explainStore(error: unknown, kind: Config['store']['kind']): string {
  const said = error instanceof Error ? error.message : String(error);
  if (saysStoreFull(error)) return `the database has no room left; free some space on its disk: ${said}`;
  if (kind === 'embedded') return `the database does not answer: ${said}`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const name = error instanceof Error ? error.name : '';
  if (name === 'MongoParseError') return `MONGODB_URI cannot be read: ${said}`;
  // It names what it took for the host, and that may be a part of a password.
  if (name === 'MongoRuntimeError')
    return 'MONGODB_URI cannot be read: its port is no number, or a : / @ % of the password is not written as %3A %2F %40 %25';
  if (code === AUTHENTICATION_FAILED) return 'the database refuses the user or the password of MONGODB_URI';
  if (code === UNAUTHORIZED) return `the user of MONGODB_URI may not do that in its database: ${said}`;
  if (code === INVALID_NAMESPACE) return `MONGODB_URI names no database that can be: ${said}`;
  return `the database of MONGODB_URI does not answer: ${said}`;
}
