import { AxiosError } from 'axios';

/** The connection ended, or the name was not found in this moment: no word of the platform, and soon over. A time-out has waited enough. */
const BROKEN: readonly unknown[] = ['ECONNRESET', 'EPIPE', 'EAI_AGAIN'];

/** No whole reply: refused, reset or timed out. */
export const noReplyCode = -1;
/** A reply that is not shaped as documented. */
export const badReplyCode = -2;

/** A refusal of the platform, stripped of everything that was sent: safe to log. */
export class ReplyFault extends Error {
  readonly code: number;
  /** HTTP status, 0 without a reply. */
  readonly status: number;
  /** Seconds the platform asks to wait (x-ogw-ratelimit-reset). */
  readonly resetS: number | null;
  /** The connection broke, as it may at any time. */
  readonly isBroken: boolean;
  constructor(input: { code: number; status: number; resetS?: number | null; isBroken?: boolean }) {
    super(`code ${input.code}, status ${input.status}`);
    this.name = 'ReplyFault';
    this.code = input.code;
    this.status = input.status;
    this.resetS = input.resetS ?? null;
    this.isBroken = input.isBroken ?? false;
  }
}

/** The fault in an HTTP answer, or null when its `code` is 0 or absent. */
export function faultInReply(reply: { status: number; data: unknown; headers: unknown }): ReplyFault | null {
  const code = codeOf(reply.data);
  if (reply.status < 400 && (code === 0 || code === null)) return null;
  return new ReplyFault({ code: code ?? reply.status, status: reply.status, resetS: resetOf(reply.headers) });
}

/** Any error of a call as a fault; foreign errors (bugs) stay as they are. */
export function toReplyFault(error: unknown): unknown {
  if (!(error instanceof AxiosError)) return error;
  const { code, response } = error;
  // An answer that was cut off has no data.
  const isHalf = code === AxiosError.ERR_BAD_RESPONSE && response?.data === undefined;
  if (BROKEN.includes(code) || isHalf)
    return new ReplyFault({ code: noReplyCode, status: 0, isBroken: true });
  if (response === undefined) return new ReplyFault({ code: noReplyCode, status: 0 });
  return faultInReply(response) ?? new ReplyFault({ code: badReplyCode, status: response.status });
}

function codeOf(data: unknown): number | null {
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  return typeof data.code === 'number' ? data.code : badReplyCode;
}

function resetOf(headers: unknown): number | null {
  if (typeof headers !== 'object' || headers === null) return null;
  const value: unknown = Reflect.get(headers, 'x-ogw-ratelimit-reset');
  const seconds = typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
