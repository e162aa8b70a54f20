import type { Middleware } from 'koa';
import { isImport } from './door-kinds.ts';

/** What Node gives a whole request of its own accord. */
const WHOLE_MS = 5 * 60_000;

/** Cuts off who takes longer to send a request: the server itself is as patient as a file of records needs. */
export function cutOffSlow(wholeMs = WHOLE_MS): Middleware {
  return async function cutOffSlowSender({ req, path }, next) {
    if (!req.complete && !isImport(path.toLowerCase())) {
      const timer = setTimeout(() => {
        if (!req.complete) req.socket.destroy();
      }, wholeMs);
      req.once('close', () => clearTimeout(timer));
    }
    await next();
  };
}
