import { createHash } from 'node:crypto';
import * as rule from '../../contract/texts/request-rules.ts';
import { badField, forbidden, unauthenticated } from '../../errors.ts';
import { findPerson, findPersonByOpenId, type Person } from '../../store/people.ts';
import {
  deleteSession,
  deleteSessionsOf,
  findSession,
  shiftSessions,
  insertSession,
  touchSession,
} from '../../store/sessions.ts';
import { insertSignIn, takeSignIn } from '../../store/sign-ins.ts';
import type { Deps } from '../deps.ts';
import { findUnderKeys, hashSecret, keysOf, makeSecret } from '../secret/secret.ts';

const SIGN_IN_MS = 10 * 60_000;
/** Trust 2.4: a session ends after 30 idle minutes, and after 12 hours in any case. */
const IDLE_MS = 30 * 60_000;
export const SESSION_MS = 12 * 60 * 60_000;
/** A session in use is written at most this often. */
const TOUCH_MS = 60_000;
/** Local pages a sign-in may end on; never another host, never an escaped or climbing path. */
const LOCAL_PAGE = /^\/(h5|console)(\/[\w~-]*(\.[\w~-]+)?)*(#[\w~/?=&.:-]*)?$/;

/** Starts the platform's OAuth code flow. The browser keeps `state`; we keep its hash, and derive the PKCE verifier from it. */
export async function startSignIn(deps: Deps, to: string): Promise<{ url: string; state: string }> {
  if (!LOCAL_PAGE.test(to)) throw badField('to', rule.localPath);
  const state = makeSecret();
  const expiresAt = new Date(+deps.now() + SIGN_IN_MS);
  await insertSignIn(hashSecret(deps, 'state', state), to, expiresAt);
  const codeChallenge = createHash('sha256').update(verifierOf(deps, state)).digest('base64url');
  const url = deps.feishu.signIn.authorizeUrl({ redirectUri: redirectUri(deps), state, codeChallenge });
  return { url, state };
}

/** Ends it: the same browser must bring the state back, once, within ten minutes. */
export async function finishSignIn(
  deps: Deps,
  input: { code: string; state: string; browserState: string | undefined },
): Promise<{ sessionId: string; to: string }> {
  const { code, state, browserState } = input;
  if (browserState !== state) throw unauthenticated();
  const started = await takeSignIn(hashSecret(deps, 'state', state), deps.now());
  if (!started) throw unauthenticated();
  const user = await deps.feishu.signIn.exchangeCode({
    code,
    redirectUri: redirectUri(deps),
    codeVerifier: verifierOf(deps, state),
  });
  return { sessionId: await openSession(deps, user.openId), to: started.to };
}

/** Sign-in inside the chat app, by a code of its own API. */
export async function signInWithCode(deps: Deps, code: string): Promise<string> {
  const user = await deps.feishu.signIn.exchangeCode({ code });
  return openSession(deps, user.openId);
}

/** The person behind a session id, null when the session or the person's employment has ended. */
export async function findSignedIn(deps: Deps, sessionId: string): Promise<Person | null> {
  const now = deps.now();
  const session = await findUnderKeys(deps, (by) =>
    findSession(hashSecret(by, 'session', sessionId), now, new Date(+now - IDLE_MS)),
  );
  if (!session) return null;
  if (+now - +session.seenAt > TOUCH_MS) await touchSession(session.hash, now);
  const person = await findPerson(session.personId);
  return person?.isActive ? person : null;
}

/** The clock of a demo is put forward: nobody was idle meanwhile, and who is signed in stays so. */
export async function carrySessions(jumpMs: number): Promise<void> {
  await shiftSessions(jumpMs);
}

export async function endSession(deps: Deps, sessionId: string): Promise<void> {
  await Promise.all(keysOf(deps).map((by) => deleteSession(hashSecret(by, 'session', sessionId))));
}

/** Ends every session of a person, at once: departure, or a change of rights. */
export async function endSessions(personId: string): Promise<number> {
  return deleteSessionsOf(personId);
}

async function openSession(deps: Deps, openId: string): Promise<string> {
  const person = await findPersonByOpenId(openId);
  if (!person?.isActive) throw forbidden('not_employee');
  const sessionId = makeSecret();
  const now = deps.now();
  await insertSession({
    hash: hashSecret(deps, 'session', sessionId),
    personId: person.id,
    seenAt: now,
    endsAt: new Date(+now + SESSION_MS),
  });
  return sessionId;
}

function redirectUri(deps: Deps): string {
  return `${deps.publicUrl}/auth/callback`;
}

function verifierOf(deps: Deps, state: string): string {
  return hashSecret(deps, 'pkce', state);
}
