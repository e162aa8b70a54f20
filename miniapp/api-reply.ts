import type { ErrorReply } from '../server/contract/views.ts';

/** Every failed call; status 0 means that no reply came. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { field: string; reason: string }[];
  readonly retryAfterS: number | undefined;
  /** The server's sentence where it is in the language of the page, as it is about what somebody sends. */
  readonly said: string | undefined;
  constructor(
    status: number,
    code: string,
    more: { message?: string; fields?: ApiError['fields']; retryAfterS?: number; said?: string } = {},
  ) {
    super(more.message ?? code);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfterS = more.retryAfterS;
    this.said = more.said;
  }
}

/** From the first line of a reply to its last. */
const WORDS_TIMEOUT_MS = 60_000;

/** `arrivedAtMs`: when its first line came. */
export type Reply = Pick<Response, 'status' | 'ok' | 'headers'> & { text: string; arrivedAtMs: number };

/** A reply with all of its words; one that breaks off or stands still halfway is none. */
export async function ask(path: string, request: RequestInit, limitMs: number): Promise<Reply> {
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  let timer = setTimeout(stop, limitMs);
  try {
    const reply = await fetch(path, { ...request, credentials: 'same-origin', signal: abort.signal });
    const arrivedAtMs = Date.now();
    clearTimeout(timer);
    timer = setTimeout(stop, WORDS_TIMEOUT_MS);
    const { status, ok, headers } = reply;
    return { status, ok, headers, text: await reply.text(), arrivedAtMs };
  } catch {
    throw new ApiError(0, 'offline');
  } finally {
    clearTimeout(timer);
  }
}

/** Where something between the phone and the server answered in its place, that is as good as no reply. */
export function readJson(text: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(0, 'offline');
  }
}

export function faultOf(reply: Reply, isSaid = false): ApiError {
  const found = errorIn(reply.text);
  const retryAfter = reply.headers.get('retry-after');
  return new ApiError(reply.status, found?.code ?? `http_${reply.status}`, {
    ...(found ? { message: found.message } : {}),
    ...(found && isSaid ? { said: found.message } : {}),
    ...(found?.fields ? { fields: found.fields } : {}),
    ...(retryAfter && Number.isFinite(Number(retryAfter)) ? { retryAfterS: Number(retryAfter) } : {}),
  });
}

function errorIn(text: string): ErrorReply['error'] | undefined {
  try {
    const found: Partial<ErrorReply> | null = JSON.parse(text);
    return found?.error;
  } catch {
    return undefined;
  }
}
