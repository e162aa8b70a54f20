import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { fieldFault, PlatformFault } from './fault.ts';

export type Call = {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  raw: Buffer;
  /** Parsed JSON body; an empty object when there is none. */
  body: unknown;
  /** The person behind a user token; null for the app's own token. */
  callerOpenId: string | null;
};
/** A reply whose form is not `{code, msg, data}`. */
export type RawReply = { status: number; headers: Record<string, string>; body: string | Uint8Array };
export class Raw {
  readonly reply: RawReply;
  constructor(reply: RawReply) {
    this.reply = reply;
  }
}
export const flatJson = (body: unknown, status = 200): Raw =>
  new Raw({
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  });

export type Auth = 'none' | 'tenant' | 'user' | 'any';
export type Route = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Real path with `:name` parts. */
  path: string;
  auth: Auth;
  handle(call: Call): unknown;
};

const maxBodyBytes = 12 * 1024 * 1024;

export function matchRoute(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : null;
    if (params !== null) return { route, params };
  }
  return null;
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return null;
    } else if (value === '') return null;
    else params[part.slice(1)] = decodeURIComponent(value);
  }
  return params;
}

export async function readRaw(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBodyBytes) throw new PlatformFault(99992402, 'request body too large', { status: 413 });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** JSON or form bodies as an object; multipart stays raw. */
export function parseBody(raw: Buffer, contentType: string): unknown {
  if (raw.length === 0 || contentType.startsWith('multipart/')) return {};
  const text = raw.toString('utf8');
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw fieldFault([{ field: 'body', description: 'the body is not valid JSON' }]);
  }
}

export function send(res: ServerResponse, reply: RawReply): void {
  res.writeHead(reply.status, { 'content-length': Buffer.byteLength(reply.body), ...reply.headers });
  res.end(reply.body);
}

/** Promises the whole reply and hangs up after half of it. */
export function sendHalf(res: ServerResponse, reply: RawReply): void {
  const body = Buffer.from(reply.body);
  res.writeHead(reply.status, { 'content-length': body.length, ...reply.headers });
  res.write(body.subarray(0, Math.floor(body.length / 2)), () => res.destroy());
}

export const successReply = (data: unknown): RawReply =>
  flatJson({ code: 0, msg: 'success', data: data ?? {} }).reply;

export function faultReply(fault: unknown): RawReply {
  if (!(fault instanceof PlatformFault)) {
    return flatJson({ code: 1500, msg: 'internal error' }, 500).reply;
  }
  const { code, message, status, extra } = fault;
  return flatJson({ code, msg: message, ...extra }, status).reply;
}
