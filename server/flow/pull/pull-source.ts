import { randomUUID } from 'node:crypto';
import { mappableFields, strangeFields } from '../../connectors/pull/mapped-row.ts';
import { needsSecret, type PullAuth } from '../../contract/pull-auth.ts';
import type { PullSourceBody, PullSourceChange } from '../../contract/pull-source.ts';
import { MOST } from '../../contract/limits.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { conflict, faultAt, forbidden, invalidInput, notFound } from '../../errors.ts';
import type { PullSource } from '../../store/pull-source-model.ts';
import {
  changePullSource,
  findPullSource,
  insertPullSource,
  listPullSources,
  type PullChange,
} from '../../store/pull-sources.ts';
import type { Actor, Deps } from '../deps.ts';
import { closeImport } from './pull-end.ts';
import { listTouched, waitOver } from './pull-list-news.ts';
import { outageTouched } from './pull-outage.ts';
import { forgetNamings } from '../../store/pulled-rows.ts';
import { pullAudit, pullSecretPlace } from './pull-record.ts';
import { sealText } from '../secret/seal.ts';

/** What may be mapped, by kind of record. */
export const listMappable = mappableFields;
/** Changing these does not change what is asked for. */
const BESIDE = ['name', 'everyMin', 'quiet', 'secret', 'isOn', 'version', 'auth'];

/** Registers a system that is asked for records, and asks it at once; its secret is never shown again. */
export async function createPullSource(
  deps: Deps,
  actor: Actor,
  { secret, ...body }: PullSourceBody,
): Promise<PullSource> {
  requireAdmin(actor);
  requireUsable(deps, body);
  requireSecret(body.auth, secret !== undefined);
  if ((await listPullSources()).length >= MOST.pullSources) throw conflict('too_many_sources');
  const id = randomUUID();
  const source: PullSource = {
    id,
    version: 0,
    ...body,
    isOn: true,
    isListed: true,
    createdAt: deps.now(),
    createdById: actor.personId,
    ...(secret !== undefined && { sealedSecret: sealText(deps, pullSecretPlace(id), secret) }),
    nextAt: deps.now(),
  };
  await insertPullSource(source, [pullAudit(deps, source, { actor, action: 'source.create' })]);
  await hint(deps);
  return source;
}

/** Another address, mapping or schedule, on or off. A pull under way ends; what it asks for anew begins with the first day again. */
export async function changeSource(
  deps: Deps,
  actor: Actor,
  { id, version, secret, ...body }: PullSourceChange & Readonly<{ id: string }>,
): Promise<void> {
  requireAdmin(actor);
  const before = await load(id);
  requireUsable(deps, body);
  requireSecret(body.auth, secret !== undefined || keepsSecret(before, body));
  const asked = ['voidWhen', 'isWhole', ...Object.keys(body)];
  const isSame = asked.every((key) => BESIDE.includes(key) || sameField(before, body, key));
  const action = body.isOn ? 'source.change' : 'source.pause';
  const over = waitOver(before, deps.now(), 'off');
  const change: PullChange = {
    set: {
      ...body,
      ...(isSame ? {} : over.set),
      nextAt: deps.now(),
      ...(secret !== undefined && { sealedSecret: sealText(deps, pullSecretPlace(id), secret) }),
    },
    unset: [
      ...(['fault'] as const),
      ...(isSame ? [] : (['run', 'sinceAt', 'waiting', 'unread'] as const)),
      ...(body.fromDay === undefined ? (['fromDay'] as const) : []),
      ...(body.quiet === undefined ? (['quiet'] as const) : []),
      ...(body.voidWhen === undefined ? (['voidWhen'] as const) : []),
      ...(body.isWhole === undefined ? (['isWhole'] as const) : []),
      ...(needsSecret(body.auth) ? [] : (['sealedSecret'] as const)),
    ],
    pending: [
      pullAudit(deps, { ...body, id, version: version + 1 }, { actor, action }),
      ...outageTouched(before, deps.now()),
      ...listTouched(before, deps.now()),
    ],
  };
  if (!(await changePullSource({ id, version }, change))) throw conflict('stale_version');
  if (before.run && !isSame)
    await closeImport(deps, before, before.run, { status: 'failed', why: 'changed' });
  await hint(deps);
}

/** Asks it now, also in its quiet time. */
export async function askSourceNow(deps: Deps, actor: Actor, id: string): Promise<void> {
  requireAdmin(actor);
  const source = await load(id);
  if (!source.isOn) throw conflict('source_paused');
  const action = 'source.ask';
  const next = { ...source, version: source.version + 1 };
  const pending = [pullAudit(deps, next, { actor, action })];
  // Work under way goes on by itself.
  if (source.lease && source.lease.untilAt > deps.now()) return;
  const isSaved = await changePullSource(source, { set: { nextAt: deps.now(), isAsked: true }, pending });
  if (!isSaved) throw conflict('stale_version');
  await hint(deps);
}

/** Asks it no more, and forgets its secret; what it brought stays. */
export async function deleteSource(deps: Deps, actor: Actor, id: string): Promise<void> {
  requireAdmin(actor);
  const source = await load(id);
  const next = { ...source, version: source.version + 1 };
  const isSaved = await changePullSource(source, {
    deletedAt: deps.now(),
    set: { isOn: false, ...waitOver(source, deps.now(), 'off').set },
    unset: ['sealedSecret', 'run', 'fault', 'waiting', 'unread'],
    pending: [
      pullAudit(deps, next, { actor, action: 'source.delete' }),
      ...outageTouched(source, deps.now()),
      ...listTouched(source, deps.now()),
    ],
  });
  if (!isSaved) throw conflict('stale_version');
  await forgetNamings(id);
  if (source.run) await closeImport(deps, source, source.run, { status: 'failed', why: 'deleted' });
  await hint(deps);
}

type Asked = Pick<PullSourceBody, 'kind' | 'url' | 'auth' | 'fields'>;

/** Refuses an address that may not be asked and a field that no such record has. */
export function requireUsable({ puller }: Deps, { kind, url, auth, fields }: Asked): void {
  const bare = url.replaceAll(/\{(since|page|cursor)\}/g, '0');
  // The link of a table only names it: the platform is asked at its own address.
  const addresses = auth.kind === 'oauth2' ? [bare, auth.tokenUrl] : auth.kind === 'feishu' ? [] : [bare];
  if (puller && !addresses.every(puller.mayAsk)) throw conflict('address_refused');
  const strange = strangeFields({ kind, fields });
  if (strange.length > 0)
    throw invalidInput(strange.map((field) => faultAt('fields', rule.noSuchField(kind, field))));
}

/** Whether the secret that is kept may be sent: nobody gets it told by naming an address of their own. */
export function keepsSecret(
  { sealedSecret, url, auth }: PullSource,
  next: Pick<PullSourceBody, 'url' | 'auth'>,
): boolean {
  return (
    sealedSecret !== undefined &&
    auth.kind === next.auth.kind &&
    receivers(auth, url) === receivers(next.auth, next.url)
  );
}

export function requireSecret(auth: PullAuth, isThere: boolean): void {
  if (needsSecret(auth) && !isThere) throw conflict('secret_needed');
}

export function requireAdmin({ roles }: Actor): void {
  if (!roles.includes('admin')) throw forbidden('not_your_role');
}

/** Every origin that is told the secret, or a token made by it. */
const receivers = (auth: PullAuth, url: string): string =>
  JSON.stringify([originOf(url), auth.kind === 'oauth2' ? originOf(auth.tokenUrl) : '']);

const originOf = (url: string): string => /^https?:\/\/[^/?#]*/i.exec(url)?.[0].toLowerCase() ?? '';

const sameField = (before: object, after: object, key: string): boolean =>
  JSON.stringify(Object.entries(before).find(([name]) => name === key)?.[1]) ===
  JSON.stringify(Object.entries(after).find(([name]) => name === key)?.[1]);

async function load(id: string): Promise<PullSource> {
  const found = await findPullSource(id);
  if (!found) throw notFound('source');
  return found;
}

async function hint(deps: Deps): Promise<void> {
  await deps.enqueue({ name: 'relay' });
  await deps.enqueue({ name: 'pull' });
}
