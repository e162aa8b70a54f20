import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { LeaverLinkBody } from '../../contract/leaver.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { badField, conflict, notFound } from '../../errors.ts';
import {
  findLeaverLink,
  forgetDeliveries,
  insertLeaverLink,
  revokeLeaverLink,
  type LeaverLink,
} from '../../store/leaver-links.ts';
import { deleteLeaverSessionsOf } from '../../store/leaver-sessions.ts';
import type { Pending } from '../../store/pending.ts';
import { findPersonByEmployeeNo } from '../../store/people.ts';
import { recordRead } from '../../store/reads.ts';
import type { Actor, Deps } from '../deps.ts';
import { auditLine, requireStaff } from '../non-compete/non-compete-parts.ts';
import { sealText } from '../secret/seal.ts';
import { hashSecret, keysOf, type Keyed } from '../secret/secret.ts';
import { leaverLinkStone } from '../tombstone/stones-of.ts';

const DAY_MS = 86_400_000;
const CODE_DIGITS = 8;
const JTI_BYTES = 16;
export const LINK_ROLES = ['hr', 'hr_lead'] as const;

/**
 * A link for somebody who has left: made by HR for a purpose the person can read. The link alone opens nothing; `code` is what the person
 * must know beside it, shown here once, to be told on another way than the link.
 */
export async function issueLeaverLink(
  deps: Deps,
  actor: Actor,
  body: LeaverLinkBody,
): Promise<{ link: LeaverLink; url: string; code?: string }> {
  const person = await findPersonByEmployeeNo(body.employeeNo);
  if (!person) throw badField('employeeNo', rule.noSuchEmployee);
  requireStaff(actor, LINK_ROLES, person.id);
  if (person.isActive) throw conflict('has_account');
  const at = deps.now();
  const id = randomBytes(JTI_BYTES).toString('base64url');
  const expiresAt = new Date(+at + body.days * DAY_MS);
  const token = tokenOf(deps, { id, expiresAt });
  const code = body.check.kind === 'code' ? randomCode() : undefined;
  const answer = body.check.kind === 'code' ? (code ?? '') : body.check.value;
  const { channel, to } = body.delivery ?? {};
  const where = { collection: 'leaver_links', id, version: 0, personId: person.id };
  const link: Omit<LeaverLink, 'sent'> = {
    id,
    personId: person.id,
    tokenHash: hashSecret(deps, 'leaver-link', token),
    checkKind: body.check.kind,
    answerHash: answerHashOf(deps, id, answer),
    purpose: body.purpose,
    createdAt: at,
    createdById: actor.personId,
    expiresAt,
    attempts: 0,
    ...(channel &&
      to !== undefined && { delivery: { channel, sealedTo: sealText(deps, deliveryPlace(id), to) } }),
    pending: [
      auditLine(where, { at, actorId: actor.personId, action: 'leaver_link.issue', to: body.check.kind }),
      ...(channel ? [{ id: `${id}:0:message`, kind: 'message', template: 'link' } satisfies Pending] : []),
    ],
  };
  await insertLeaverLink(link);
  const { purpose } = body;
  await recordRead({ personId: person.id, readerId: actor.personId, what: 'leaver_link', purpose, at });
  await deps.enqueue({ name: 'relay' });
  return { link: { ...link, sent: [] }, url: linkUrl(deps, token), ...(code !== undefined && { code }) };
}

/** Ends a link and whatever it opened, at once. */
export async function revokeLink(deps: Deps, actor: Actor, id: string): Promise<void> {
  const link = await findLeaverLink(id);
  if (!link) throw notFound('leaver_link');
  requireStaff(actor, LINK_ROLES, link.personId);
  const at = deps.now();
  const where = { collection: 'leaver_links', id, version: 1, personId: link.personId };
  await revokeLeaverLink(id, at, [
    auditLine(where, { at, actorId: actor.personId, action: 'leaver_link.revoke', to: 'revoked' }),
  ]);
  await deleteLeaverSessionsOf(id);
  await deps.tombstones?.add([leaverLinkStone({ id, revokedAt: link.revokedAt ?? at })]);
  await deps.enqueue({ name: 'relay' });
}

/** Forgets where expired links were sent to. */
export const forgetLeaverDeliveries = ({ now }: Deps): Promise<number> => forgetDeliveries(now());

/**
 * The token of a link: its id and a signature over audience, purpose, id and expiry, so that it is good for this door of this server until
 * that moment and for nothing else. Made anew from the record when the link is sent; the store keeps its HMAC only.
 */
export function tokenOf(
  deps: Keyed & Pick<Deps, 'publicUrl'>,
  { id, expiresAt }: Pick<LeaverLink, 'id' | 'expiresAt'>,
): string {
  const claims = JSON.stringify({ aud: deps.publicUrl, purpose: 'leaver', jti: id, exp: +expiresAt });
  return `${id}.${createHmac('sha256', deps.secretKey).update(`leaver-token:${claims}`).digest('base64url')}`;
}

/** The token as it was made, to be sent again; null when the key it was made with is gone. */
export function tokenAgain(deps: Deps, link: LeaverLink): string | null {
  const made = keysOf(deps)
    .map((by) => ({ by, token: tokenOf({ ...deps, ...by }, link) }))
    .find(({ by, token }) => hashSecret(by, 'leaver-link', token) === link.tokenHash);
  return made?.token ?? null;
}

/** Behind '#', so that no server on the way and no log sees the token. */
export const linkUrl = (deps: Deps, token: string): string => `${deps.publicUrl}/leaver/#/${token}`;

export function answerHashOf(key: Keyed, linkId: string, answer: string): string {
  return hashSecret(key, 'leaver-answer', `${linkId}:${answer.trim().toUpperCase()}`);
}

export const deliveryPlace = (linkId: string) => ({
  purpose: 'leaver-delivery',
  place: `leaver_links|delivery.to|${linkId}`,
});

function randomCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}
