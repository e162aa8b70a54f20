import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import * as rule from '../contract/texts/request-rules.ts';
import type { Sentence } from '../contract/texts/sentence.ts';
import { AppError, contentEncoded, faultAt, tooLarge, unsupportedMedia } from '../errors.ts';

/** Reads a JSON body into `ctx.request.body`, whole and parsed or not at all; `maxBytes` may differ by path. */
export function jsonBody(maxBytes: (path: string) => number): Middleware {
  return async function readJsonBody(ctx, next) {
    if (['GET', 'HEAD'].includes(ctx.method) || !hasBody(ctx.req)) return next();
    if (!ctx.is('application/json')) throw unsupportedMedia('application/json');
    if ((ctx.get('content-encoding') || 'identity') !== 'identity') throw contentEncoded();
    const raw = await readRaw(ctx.req, maxBytes(ctx.path));
    Object.assign(ctx.request, { body: parseJson(raw) });
    return next();
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function readRaw(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge('body', maxBytes);
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > maxBytes) throw tooLarge('body', maxBytes);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw badJson(rule.bodyEnded);
  }
  return Buffer.concat(parts);
}

function parseJson(raw: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
    return parsed;
  } catch {
    throw badJson(rule.bodyNoJson);
  }
}

const badJson = (sentence: Sentence): AppError =>
  new AppError('invalid_json', 400, {
    details: { fields: [faultAt('body', sentence)] },
  });
