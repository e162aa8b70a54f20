import { Router } from '@koa/router';
import { z } from 'zod';
import { ClientIdSchema } from '../contract/ingest.ts';
import { LeaverLinkBodySchema, MAX_DOOR_ATTEMPTS } from '../contract/leaver.ts';
import type { IssuedLink, LeaverFile, LeaverLinkView, LeaverList } from '../contract/view-leaver.ts';
import { notFound } from '../errors.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { issueLeaverLink, LINK_ROLES, revokeLink } from '../flow/leaver/leaver-link.ts';
import { requireStaff } from '../flow/non-compete/non-compete-parts.ts';
import { findCertificate, listCertificates, readCertificate } from '../store/certificates.ts';
import { findLiveLink, listLeaverLinks, type LeaverLink } from '../store/leaver-links.ts';
import { findPerson, findPersonByEmployeeNo, listDeparted, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { openCasesOf } from './leaver-case.ts';
import { certificateView } from './leaver-reader.ts';
import { readPage } from './page.ts';
import { parseBody, parseValue } from './parse.ts';
import { sendFile } from './send-file.ts';
import type { Session } from './session.ts';

const LIST_LIMIT = 50;
/** Those who left longest ago are found by their number. */
const PEOPLE_LIMIT = 100;
const EmployeeNoSchema = z.string().trim().min(1).max(64);

/** HR's side of the leaver's door: give a link, take it back, read the papers. */
export function leaverLinkRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/leaver-links' });

  router.get('/people', async (ctx) => {
    const reader = ctx.state.person;
    requireStaff(actorOf(reader), LINK_ROLES);
    ctx.body = await leaverList(deps, reader, ctx.query['after']);
  });

  router.get('/', async (ctx) => {
    const reader = ctx.state.person;
    requireStaff(actorOf(reader), LINK_ROLES);
    const employeeNo = parseValue(EmployeeNoSchema, ctx.query['employeeNo'], 'employeeNo');
    const person = await findPersonByEmployeeNo(employeeNo);
    if (!person || person.isActive || person.id === reader.id) throw notFound('leaver');
    await noteLook(deps, reader, person.id);
    ctx.body = await fileOf(deps, person);
  });

  router.post('/', async (ctx) => {
    const reader = ctx.state.person;
    requireStaff(actorOf(reader), LINK_ROLES);
    const body = parseBody(LeaverLinkBodySchema, ctx);
    const { link, url, code } = await issueLeaverLink(deps, actorOf(reader), body);
    const person = await findPerson(link.personId);
    const view = linkView(link, { at: deps.now(), person });
    const issued: IssuedLink = { link: view, url, ...(code !== undefined && { code }) };
    ctx.status = 201;
    ctx.body = issued;
  });

  router.delete('/:id', async (ctx) => {
    requireStaff(actorOf(ctx.state.person), LINK_ROLES);
    await revokeLink(deps, actorOf(ctx.state.person), ctx.params['id'] ?? '');
    ctx.body = { ok: true };
  });

  router.get('/certificates/:id', async (ctx) => {
    const reader = ctx.state.person;
    requireStaff(actorOf(reader), LINK_ROLES);
    const found = await findCertificate(parseValue(ClientIdSchema, ctx.params['id'], 'id'));
    if (!found || found.personId === reader.id) throw notFound('certificate');
    await noteLook(deps, reader, found.personId);
    const name = `${found.id}.${found.mime === 'image/jpeg' ? 'jpg' : 'pdf'}`;
    sendFile(ctx, { type: found.mime, content: await readCertificate(found), name });
  });
  return router;
}

async function leaverList(deps: Deps, reader: Person, after: unknown): Promise<LeaverList> {
  const { items, next } = await readPage(after, [
    {
      limit: PEOPLE_LIMIT,
      list: listDeparted,
      endOf: ({ leftAt, id }) => ({ at: leftAt ?? null, id }),
    },
  ]);
  const departed = items.filter(({ id }) => id !== reader.id);
  const now = deps.now();
  const people = await Promise.all(
    departed.map(async ({ id, employeeNo, name, leftAt }) => ({
      employeeNo,
      personName: name,
      ...(leftAt && { leftAt: leftAt.toISOString() }),
      hasLiveLink: (await findLiveLink(id, now)) !== null,
      openCases: await openCasesOf(id, now),
    })),
  );
  return { people, ...next };
}

async function fileOf(deps: Deps, person: Person): Promise<LeaverFile> {
  const [links, certificates, openCases] = await Promise.all([
    listLeaverLinks(person.id, LIST_LIMIT),
    listCertificates(person.id),
    openCasesOf(person.id, deps.now()),
  ]);
  return {
    personName: person.name,
    employeeNo: person.employeeNo,
    canSend: deps.messages !== undefined,
    openCases,
    links: links.map((link) => linkView(link, { at: deps.now(), person })),
    certificates: certificates.map(certificateView),
  };
}

function linkView(link: LeaverLink, { at, person }: { at: Date; person: Person | null }): LeaverLinkView {
  const { openedAt, delivery } = link;
  return {
    id: link.id,
    personName: person?.name ?? '',
    employeeNo: person?.employeeNo ?? '',
    checkKind: link.checkKind,
    state: stateOf(link, at),
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    ...(openedAt && { openedAt: openedAt.toISOString() }),
    ...(delivery && { channel: delivery.channel }),
    ...(delivery?.sentAt && { sentAt: delivery.sentAt.toISOString() }),
  };
}

function stateOf({ revokedAt, expiresAt, attempts }: LeaverLink, at: Date): LeaverLinkView['state'] {
  if (revokedAt) return 'revoked';
  if (expiresAt <= at) return 'expired';
  return attempts >= MAX_DOOR_ATTEMPTS ? 'locked' : 'live';
}

async function noteLook(deps: Deps, reader: Person, personId: string): Promise<void> {
  await recordRead({ personId, readerId: reader.id, what: 'leaver_file', purpose: 'leaver', at: deps.now() });
}

const actorOf = ({ id, roles }: Person): Actor => ({ personId: id, roles });
