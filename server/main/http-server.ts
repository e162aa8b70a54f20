import { createServer, type RequestListener, type Server } from 'node:http';

/** Longer than proxies keep an idle connection (60 s), or they write into one that is just being closed: 502. */
const KEEP_ALIVE_MS = 75_000;
/** A file of records is read only as fast as its rows are kept: longer than the page waits for it (30 min), or it is cut off. */
const REQUEST_MS = 35 * 60_000;

/** A server with the time limits of this product; one whose headers come slowly is cut off after Node's own 60 s. */
export function createHttpServer(onRequest: RequestListener): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS }, onRequest);
}
