import { z } from 'zod';
import { flatJson } from './router.ts';
import type { RawReply } from './router.ts';
import type { FailureRule } from './types.ts';

const messagesPath = '/open-apis/im/v1/messages';
/** A next page that is announced and then fails. */
const brokenPage = 'page-that-fails';
/** How long the platform keeps a caller waiting in `hang`, unless told otherwise. */
const hangMs = 30_000;
/** Far outside every freshness window. */
const staleS = 24 * 3600;

const Times = { times: z.int().min(1).max(10_000).default(1) };
const Where = { path: z.string().max(200).optional() };

/** What can be made to go wrong, `times` times; `path` is a path or its beginning, else the kind's own. */
export const FaultSchema = z.discriminatedUnion('kind', [
  /** Null: the platform does not say how long to wait. */
  z.strictObject({
    kind: z.literal('rate_limit'),
    ...Times,
    ...Where,
    resetS: z.int().min(0).nullable().default(1),
  }),
  z.strictObject({
    kind: z.literal('server_error'),
    ...Times,
    ...Where,
    status: z.int().min(500).max(599).default(503),
  }),
  z.strictObject({ kind: z.literal('hang'), ...Times, ...Where, ms: z.int().min(1).default(hangMs) }),
  /** The request has its effect, the caller never hears of it. */
  z.strictObject({ kind: z.literal('drop_reply'), ...Times, ...Where }),
  /** The reply ends half way through its body. */
  z.strictObject({ kind: z.literal('cut_reply'), ...Times, ...Where }),
  /** Every token given out so far is worth nothing from this request on. */
  z.strictObject({ kind: z.literal('token_revoked'), ...Times, ...Where }),
  /** Half of a list, and then an error for as long as its next page is asked for. */
  z.strictObject({ kind: z.literal('half_page'), ...Times, ...Where }),
  /** The token of a next page has run out. */
  z.strictObject({ kind: z.literal('old_page_token'), ...Times, ...Where }),
  /** A next page begins so many rows later, as when somebody before it was removed, or earlier (negative): rows that come twice. */
  z.strictObject({
    kind: z.literal('slipped_page'),
    ...Times,
    ...Where,
    rows: z.int().min(-50).max(50).default(1),
  }),
  z.strictObject({ kind: z.literal('dlp'), ...Times }),
  z.strictObject({ kind: z.literal('resigned_receiver'), ...Times }),
  z.strictObject({ kind: z.literal('chat_without_bot'), ...Times }),
  /** An acknowledged event comes once more. */
  z.strictObject({ kind: z.literal('duplicate_event'), ...Times }),
  /** The next `times` events wait for each other and come in reverse; the ordered ones of approvals too. */
  z.strictObject({ kind: z.literal('reordered_events'), ...Times }),
  /** Rightly signed, long ago. */
  z.strictObject({ kind: z.literal('stale_signature'), ...Times, ageS: z.int().min(1).default(staleS) }),
  z.strictObject({ kind: z.literal('bad_signature'), ...Times }),
  /** The acknowledgement of an event is lost on its way. */
  z.strictObject({ kind: z.literal('lost_ack'), ...Times }),
]);
export type Fault = z.input<typeof FaultSchema>;
type Rule = z.output<typeof FaultSchema> | ({ kind: 'refuse' } & FailureRule);
export type FaultKind = Rule['kind'];
export type ActiveFault = { kind: FaultKind; times: number; path: string };

const eventKinds = new Set<FaultKind>([
  'duplicate_event',
  'reordered_events',
  'stale_signature',
  'bad_signature',
  'lost_ack',
]);

/** What to do with one request: answer at once, wait and hang up, or spoil the true reply. */
export type Spoiled = Readonly<{ kind: FaultKind; answer?: RawReply; hangMs?: number; slipRows?: number }>;
export type Faults = ReturnType<typeof createFaults>;

/** Faults in the order they were set, each used up after its times. */
export function createFaults() {
  const rules: Rule[] = [];
  const useUp = (found: Rule | undefined): Rule | null => {
    if (found === undefined) return null;
    found.times -= 1;
    if (found.times <= 0) rules.splice(rules.indexOf(found), 1);
    return found;
  };
  return {
    add: (fault: Fault): void => void rules.push(FaultSchema.parse(fault)),
    refuse: (rule: FailureRule): void => void rules.push({ kind: 'refuse', ...rule }),
    clear: (): void => void rules.splice(0),
    list: (): ActiveFault[] =>
      rules.map((rule) => ({ kind: rule.kind, times: rule.times, path: pathOf(rule) })),
    /** The fault of a request, used up. */
    forRequest: (method: string, url: URL): Spoiled | null => {
      if (url.searchParams.get('page_token') === brokenPage)
        return { kind: 'half_page', answer: serverError(500) };
      const rule = useUp(rules.find((one) => hits(one, method, url)));
      return rule === null ? null : spoil(rule);
    },
    /** The fault of one event delivery, used up. */
    forEvent: <K extends FaultKind>(kind: K): Extract<Rule, { kind: K }> | null => {
      const is = (rule: Rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind;
      const found = rules.find(is);
      useUp(found);
      return found ?? null;
    },
    /** How many events still wait to be turned round. */
    held: (): number => rules.find((rule) => rule.kind === 'reordered_events')?.times ?? 0,
  };
}

/** Half of a list with a next page that fails; anything else stays as it is. */
export function halveList(reply: RawReply): RawReply {
  const ListSchema = z.looseObject({ data: z.looseObject({ items: z.array(z.unknown()) }) });
  const list = ListSchema.safeParse(
    typeof reply.body === 'string' ? (JSON.parse(reply.body) as unknown) : null,
  );
  if (!list.success) return reply;
  const { data, ...rest } = list.data;
  const items = data.items.slice(0, Math.ceil(data.items.length / 2));
  const half = { ...rest, data: { ...data, items, has_more: true, page_token: brokenPage } };
  return { ...reply, body: JSON.stringify(half) };
}

const pathOf = (rule: Rule): string =>
  ('path' in rule ? rule.path : undefined) ?? (rule.kind in messageRefusals ? messagesPath : '/open-apis/');

function hits(rule: Rule, method: string, { pathname, searchParams }: URL): boolean {
  if (eventKinds.has(rule.kind) || !pathname.startsWith(pathOf(rule))) return false;
  if (rule.kind === 'old_page_token' || rule.kind === 'slipped_page') return searchParams.has('page_token');
  if (rule.kind === 'half_page') return method === 'GET';
  return rule.kind in messageRefusals ? method !== 'GET' : true;
}

function spoil(rule: Rule): Spoiled {
  const { kind } = rule;
  if (rule.kind === 'rate_limit') return { kind, answer: rateLimited(rule.resetS) };
  if (rule.kind === 'server_error') return { kind, answer: serverError(rule.status) };
  if (rule.kind === 'slipped_page') return { kind, slipRows: rule.rows };
  if (rule.kind === 'old_page_token')
    return { kind, answer: flatJson({ code: 99992402, msg: 'field validation failed' }, 400).reply };
  if (rule.kind === 'hang') return { kind, hangMs: rule.ms };
  if (rule.kind === 'refuse') {
    const { reply } = flatJson({ code: rule.code, msg: rule.msg ?? 'injected fault' }, rule.status);
    return { kind, answer: { ...reply, headers: { ...reply.headers, ...rule.headers } } };
  }
  const refused = messageRefusals[kind];
  return refused === undefined
    ? { kind }
    : { kind, answer: flatJson({ code: refused[0], msg: refused[1] }, 400).reply };
}

/** Faults that are one refusal of a message. */
const messageRefusals: Partial<Record<FaultKind, readonly [code: number, msg: string]>> = {
  dlp: [230028, 'The messages do NOT pass the audit, ext=contain sensitive data: PHONE_NUMBER'],
  resigned_receiver: [230013, 'Bot has NO availability to this user.'],
  chat_without_bot: [230002, 'Bot/User can NOT be out of the chat.'],
};
const serverError = (status: number): RawReply =>
  flatJson({ code: 1500, msg: 'internal error' }, status).reply;

/** The gateway's refusal of a caller that asks too often. */
export function rateLimited(resetS: number | null, limit = 50): RawReply {
  const { reply } = flatJson({ code: 99991400, msg: 'request trigger frequency limit' }, 429);
  if (resetS === null) return reply;
  const headers = { 'x-ogw-ratelimit-limit': String(limit), 'x-ogw-ratelimit-reset': String(resetS) };
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
