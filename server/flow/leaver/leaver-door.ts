import { timingSafeEqual } from 'node:crypto';
import type { OpenDoorBody } from '../../contract/leaver.ts';
import { AppError } from '../../errors.ts';
import { countDoorTry, findLeaverLink, noteDoorOpened, type LeaverLink } from '../../store/leaver-links.ts';
import {
  deleteLeaverSession,
  deleteLeaverSessionsOf,
  findLeaverSession,
  insertLeaverSession,
  touchLeaverSession,
} from '../../store/leaver-sessions.ts';
import { findPerson, type Person } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { answerHashOf, tokenOf } from './leaver-link.ts';
import { auditLine } from '../non-compete/non-compete-parts.ts';
import { findUnderKeys, hashSecret, keysOf, makeSecret, type Keyed } from '../secret/secret.ts';

/** Shorter than a staff session: an own phone is not a work phone. */
const IDLE_MS = 15 * 60_000;
export const LEAVER_SESSION_MS = 2 * 60 * 60_000;
const TOUCH_MS = 60_000;
/** Compared with when there is no such link, so that a wrong token costs what a wrong answer does. */
const NOBODY = { id: 'nobody', personId: 'nobody', expiresAt: new Date(0) } as const;

/**
 * Opens the door: the link's token, the employee number and the answer must all be right. Whatever is wrong, the reply is the same and
 * the same work was done; every try counts before it is judged, and the fifth wrong one locks the link.
 */
export async function openLeaverDoor(deps: Deps, body: OpenDoorBody): Promise<string> {
  const at = deps.now();
  const link = await findUnderKeys(deps, (by) => countDoorTry(hashSecret(by, 'leaver-link', body.token), at));
  const { id, personId, expiresAt } = link ?? NOBODY;
  const person = await findPerson(personId);
  const checks = [
    isOneOf(deps, body.token, (by) => tokenOf({ ...deps, ...by }, { id, expiresAt })),
    isSame(deps, body.employeeNo, person?.employeeNo ?? ''),
    isOneOf(deps, link?.answerHash ?? '', (by) => answerHashOf(by, id, body.answer)),
  ];
  if (!link || !person || person.isActive || checks.includes(false)) throw doorClosed();
  const sessionId = makeSecret();
  await deleteLeaverSessionsOf(link.id);
  await insertLeaverSession({
    hash: hashSecret(deps, 'leaver-session', sessionId),
    linkId: link.id,
    personId: person.id,
    seenAt: at,
    endsAt: new Date(Math.min(+at + LEAVER_SESSION_MS, +link.expiresAt)),
  });
  const where = { collection: 'leaver_links', id: link.id, version: +at, personId: person.id };
  const audit = auditLine(where, { at, actorId: person.id, action: 'leaver_link.open', to: 'open' });
  await noteDoorOpened(link.id, at, [audit]);
  await deps.enqueue({ name: 'relay' });
  return sessionId;
}

/** Who stands inside the door; null when the session, its link or the departure has ended. */
export async function findLeaver(
  deps: Deps,
  sessionId: string,
): Promise<Readonly<{ person: Person; link: LeaverLink }> | null> {
  const now = deps.now();
  const session = await findUnderKeys(deps, (by) =>
    findLeaverSession(hashSecret(by, 'leaver-session', sessionId), now, new Date(+now - IDLE_MS)),
  );
  if (!session) return null;
  const link = await findLeaverLink(session.linkId);
  if (!link || link.revokedAt || link.expiresAt <= now) return null;
  if (+now - +session.seenAt > TOUCH_MS) await touchLeaverSession(session.hash, now);
  const person = await findPerson(session.personId);
  return person && !person.isActive ? { person, link } : null;
}

export async function closeLeaverDoor(deps: Deps, sessionId: string): Promise<void> {
  await Promise.all(
    keysOf(deps).map((by) => deleteLeaverSession(hashSecret(by, 'leaver-session', sessionId))),
  );
}

/** Whether the value is the right one under one of the keys; all are compared. */
const isOneOf = (deps: Deps, value: string, rightUnder: (by: Keyed) => string): boolean =>
  keysOf(deps)
    .map((by) => isSame(deps, value, rightUnder(by)))
    .includes(true);

/** Digests of equal length, compared whole. */
function isSame(deps: Deps, a: string, b: string): boolean {
  const digest = (value: string) => Buffer.from(hashSecret(deps, 'compare', value));
  return timingSafeEqual(digest(a), digest(b));
}

/** One answer for every reason: unknown, expired, locked, taken back, or not this person. */
const doorClosed = () => new AppError('door_closed', 401);
