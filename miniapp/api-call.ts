import type { MeView } from '../server/contract/views.ts';
import { ApiError, ask, faultOf, readJson } from './api-reply.ts';
import type { Reply } from './api-reply.ts';
import { keep, recall } from './texts/device-memory.ts';
import { signedOut, signInUrl, wouldLoseWords } from './parts/signed-out-state.ts';

export { ApiError } from './api-reply.ts';

/** `quiet` never leaves the page; `healed` marks calls after or during a new sign-in. */
export type Options = {
  body?: unknown;
  form?: FormData;
  /** A file of records: as long as it takes. */
  csv?: Blob;
  quiet?: boolean;
  healed?: boolean;
  screenKey?: string;
};

const TIMEOUT_MS = 20_000;
const PHOTO_TIMEOUT_MS = 90_000;
const FILE_TIMEOUT_MS = 30 * 60_000;

let offsetMs: number | undefined;
/** The server's time in its last answer to this page, and when that came by the clock that nobody sets. */
let answered: Readonly<{ serverMs: number; monoMs: number }> | undefined;
/** The same for the pages to come, which may begin without a network. */
const SERVER_SEEN = 'mingqin-server-seen';
let pinned: { personId: string; mark: string | undefined } | undefined;
/** What the page itself asks for before any script runs: how old the first answer is, nobody knows. */
const early = new Set(
  'document' in globalThis
    ? [...document.querySelectorAll('link[rel=preload][as=fetch]')].map((link) => link.getAttribute('href'))
    : [],
);
/** Which build this page is of: one left open over an upgrade is told that it is old instead of what it got wrong. */
const build: Record<string, string> = {};
if ('document' in globalThis) {
  const script = document.querySelector('script[type=module][src^="/assets/"]');
  const name = script?.getAttribute('src')?.split('/').pop();
  if (name) build['x-mingqin-page'] = name;
}
let healing: Promise<boolean> | undefined;
let makeNewReady: () => void = () => undefined;
let signIn: () => Promise<boolean> = () => Promise.resolve(false);

/** Server time minus device time in ms, from the newest reply; undefined before the first one. */
export const serverOffsetMs = (): number | undefined => offsetMs;

/** Now by the server's clock, ms; by the device's own before the first reply. */
export const serverNowMs = (): number => Date.now() + (offsetMs ?? 0);

/** The server's clock shows no less than this now: the clock that nobody sets may stand still, it never runs ahead. */
export function serverAtLeastMs(): number | undefined {
  const kept = Number(recall(SERVER_SEEN) ?? Number.NaN);
  const own = answered && answered.serverMs + performance.now() - answered.monoMs;
  if (Number.isNaN(kept)) return own;
  return own === undefined ? kept : Math.max(own, kept);
}

/** The offset of an earlier page life, until a reply brings a newer one. */
export function recallServerOffset(ms: number): void {
  offsetMs ??= ms;
}

/** How a 401 is healed without leaving the page (chat app only); false sends the person to the login page. */
export function healSignInWith(heal: () => Promise<boolean>): void {
  signIn = heal;
}

/** What is done where the server says that this page is old. */
export function whenOutdated(prepare: () => void): void {
  makeNewReady = prepare;
}

/** Names the sign-in of this browser, and no person: it changes when somebody else signs in. */
export const signInMark = (): string | undefined =>
  /(?:^|; )(?:__Host-)?mingqin_mark=([\w-]+)/.exec(document.cookie)?.[1];

/**
 * From now on this page belongs to this person; after a sign-in of somebody else it starts anew instead of speaking for them. `mark` names
 * the sign-in that is known to be theirs.
 */
export function pinSignIn(personId: string, mark = signInMark()): void {
  pinned = { personId, mark };
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', `/api/v1${path}`);
export const post = <T = unknown>(path: string, body: unknown, quiet = false): Promise<T> =>
  call<T>('POST', `/api/v1${path}`, { body, quiet });

export const put = <T = unknown>(path: string, body: unknown): Promise<T> =>
  call<T>('PUT', `/api/v1${path}`, { body });

/** One call of the API; an error reply or no reply is an `ApiError`. */
export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const reply = await send(method, path, options);
  // The chat app may be another person's by now: the new sign-in is asked whose it is like any other.
  if (reply.status === 401 && !options.healed && (await healOnce()))
    return call<T>(method, path, { ...options, healed: true });
  if (reply.status === 401 && !options.quiet) signInAgain(method);
  if (!reply.ok) {
    const fault = faultOf(reply, method !== 'GET');
    if (fault.code === 'page_outdated') makeNewReady();
    throw fault;
  }
  if (!options.quiet) signedOut.set(false);
  const value: T = readJson(reply.text === '' ? '{}' : reply.text);
  return value;
}

/** By the login page and back to this screen; a page with words on it stays as it is and says that the sign-in has ended. */
function signInAgain(method: string): void {
  if (pinned && (method !== 'GET' || wouldLoseWords())) {
    signedOut.set(true);
    throw new ApiError(401, 'signed_out');
  }
  location.assign(signInUrl());
}

/** Several calls of one start may meet an ended session; the chat app is asked for one code. */
function healOnce(): Promise<boolean> {
  healing ??= signIn()
    .catch(() => false)
    .finally(() => {
      healing = undefined;
    });
  return healing;
}

/** The language the page is shown in, so that refusals of what somebody sends are said in it. */
const spoken = (): Record<string, string> =>
  'document' in globalThis && document.documentElement.lang !== ''
    ? { 'accept-language': document.documentElement.lang }
    : {};

async function send(method: string, path: string, { body, form, csv, screenKey }: Options): Promise<Reply> {
  await mustBeSamePerson();
  const headers: Record<string, string> =
    method === 'GET' ? {} : { 'x-requested-with': 'mingqin', ...spoken(), ...build };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (csv !== undefined) headers['content-type'] = 'text/csv';
  if (screenKey !== undefined) headers['x-screen-key'] = screenKey;
  const payload = form ?? csv ?? (body === undefined ? null : JSON.stringify(body));
  const sentAtMs = Date.now();
  const limitMs = csv ? FILE_TIMEOUT_MS : form ? PHOTO_TIMEOUT_MS : TIMEOUT_MS;
  const reply = await ask(path, { method, headers, body: payload }, limitMs);
  const wasEarly = method === 'GET' && early.delete(path);
  learnTime(reply, wasEarly ? undefined : sentAtMs);
  return reply;
}

/** Somebody else has signed in on another tab: nothing of this one may go out under their name. The same person may sign in again. */
async function mustBeSamePerson(): Promise<void> {
  const mark = pinned && signInMark();
  if (!pinned || mark === undefined || mark === pinned.mark) return;
  const reply = await ask('/api/v1/me', {}, TIMEOUT_MS);
  if (reply.status === 401) return;
  if (!reply.ok) throw faultOf(reply);
  const me: MeView = readJson(reply.text);
  if (me.personId === pinned.personId) return pinSignIn(me.personId);
  location.reload();
  throw new ApiError(0, 'other_sign_in');
}

function learnTime({ headers, arrivedAtMs }: Reply, sentAtMs: number | undefined): void {
  const header = headers.get('x-server-time');
  const serverMs = Number(header);
  if (!header || !Number.isFinite(serverMs)) return;
  if (sentAtMs !== undefined) offsetMs = Math.round(serverMs - (sentAtMs + arrivedAtMs) / 2);
  answered = { serverMs, monoMs: performance.now() };
  keep(SERVER_SEEN, header);
}
