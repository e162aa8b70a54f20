import * as fc from 'fast-check';
import mongoose from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { ErrorReplySchema } from '../../server/contract/view-error.ts';
import { createApiKey } from '../../server/flow/company/api-key.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { savePerson } from '../../server/store/people.ts';
import { buildPerson, createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';
import { takeSnapshot } from '../support/snapshot.ts';
import { useApp, type Reply } from './app.ts';
import { anything, broken, obeying, type Gen } from './obedient-client.ts';
import { pathOf, prepare, type PreparedIds } from './prepared.ts';
import { registeredRoutes } from './registered-routes.ts';

const WEBHOOKS = { appId: 'cli_1', encryptKey: 'encrypt-key', verificationToken: 'verification-token' };
const STAFF = ['zhang', 'chen', 'wang', 'li', 'sun', 'zhou', 'it', 'rep', 'aud'] as const;
const VISITORS = [...STAFF, 'key', 'nobody'] as const;
type Visitor = (typeof VISITORS)[number];
const REQUESTS = plannedRuns(400);
/** Requests of one story: one door, whose reasons are followed or defied. */
const TRIES = 16;
/** So many stories change one company together before it is put back; of some of them it is looked at what they left. */
const STORIES_EACH = 25;
const WATCHED_EACH = 4;
const MOST_FAULTS = 20;
const HANGS_MS = 20_000;
/** Looks are entered, and so is when a key was used last. */
const ENTERED = new Set(['api-keys', 'reads', 'sessions', 'sign-ins', 'audit']);
/** Doors that say no in the chat platform's or a watchdog's own way. */
const OTHER_WORDS = /logout|feishu|workz|readyz|metrics/;

useDatabase();
const app = useApp({ webhooks: WEBHOOKS, limits: { person: 1e9, address: 1e9, doors: {} } });
let deps: Deps;
let ids: PreparedIds;
let routes: string[];
let restore: () => Promise<void>;
const headersOf = new Map<Visitor, Readonly<Record<string, string>>>();
/** Doors that took something, by route. */
const took = new Set<string>();
/** Whom a door let in, by route: most later stories begin with them. */
const admitted = new Map<string, Visitor>();

beforeAll(async () => {
  const company = await createCompany();
  deps = app.use(company.deps);
  ids = await prepare(deps);
  for (const [id, role] of [
    ['it', 'admin'],
    ['rep', 'staff_rep'],
    ['aud', 'auditor'],
  ] as const)
    await savePerson(buildPerson({ id, roles: ['employee', role] }));
  for (const one of STAFF) headersOf.set(one, { cookie: await app.signIn(`ou_${one}`) });
  headersOf.set('key', { authorization: `Bearer ${await createApiKey(deps, { name: 'crm' })}` });
  routes = registeredRoutes(deps, WEBHOOKS).filter((route) => !OTHER_WORDS.test(route));
  restore = await takeSnapshot();
}, 120_000);

describe('every door, whatever is sent to it', { timeout: 3_600_000 }, () => {
  it('requests: none fails, hangs, or leaves anything behind that it refused', async () => {
    const told = { asked: 0, faults: new Array<string>() };
    for (let story = 0; told.asked < REQUESTS && told.faults.length < MOST_FAULTS; story += 1) {
      if (story % STORIES_EACH === 0) await restore();
      const route = routes[story % routes.length] ?? '';
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (g) => {
          const { asked, faults } = await tellStory(g, route, story % WATCHED_EACH === 0);
          told.asked += asked;
          told.faults.push(...faults.map((fault) => `story ${story}: ${fault}`));
        }),
        { numRuns: 1, seed: story },
      );
    }
    countRuns(told.asked, told.faults.length);
    expect(told.faults.join('\n')).toBe('');
    expect(told.asked).toBeGreaterThanOrEqual(REQUESTS);
    expect(took.size).toBeGreaterThan(10);
  });
});

async function tellStory(
  g: Gen,
  route: string,
  isWatched: boolean,
): Promise<{ asked: number; faults: string[] }> {
  const [method = '', template = ''] = route.split(' ');
  const fits = pathOf(template, ids);
  const path = (g(fc.integer, { min: 0, max: 5 }) === 0 ? template : fits).replace(/:\w+/g, () => wordFor(g));
  const before = isWatched ? await stateOf() : '';
  const faults: string[] = [];
  const anybody = g(fc.constantFrom, ...VISITORS);
  let visitor = g(fc.integer, { min: 0, max: 5 }) === 0 ? anybody : (admitted.get(route) ?? anybody);
  let sent: unknown = {};
  let isRefused = true;
  let asked = 0;
  for (; asked < TRIES && faults.length === 0; asked += 1) {
    const reply = await send({ method, path, sent, visitor }, faults);
    if (reply.status < 400) {
      isRefused = false;
      took.add(route);
    }
    if ([401, 403, 404].includes(reply.status)) visitor = g(fc.constantFrom, ...VISITORS);
    else admitted.set(route, visitor);
    const found = ErrorReplySchema.safeParse(reply.body).data?.error.fields ?? [];
    sent =
      found.length > 0 && g(fc.integer, { min: 0, max: 4 }) > 0 ? obeying(g, sent, found) : broken(g, sent);
  }
  if (isWatched && isRefused && faults.length === 0 && (await stateOf()) !== before)
    faults.push(`${visitor} ${method} ${path} left something, and was refused`);
  return { asked, faults };
}

type Request = Readonly<{ method: string; path: string; sent: unknown; visitor: Visitor }>;

/** Asks, and adds what is wrong with the answer. */
async function send(request: Request, faults: string[]): Promise<Reply> {
  const { method, path, sent, visitor } = request;
  const { cookie, ...headers } = headersOf.get(visitor) ?? {};
  const logged = app.logged().length;
  const startMs = performance.now();
  const isRead = method === 'GET';
  const reply = await app.call(isRead ? `${path}${queryOf(sent)}` : path, {
    method,
    headers: { ...headers, 'accept-language': 'en', ...(!isRead && { 'content-type': 'application/json' }) },
    ...(cookie !== undefined && { cookie }),
    ...(!isRead && { body: JSON.stringify(sent) }),
  });
  const said = `${visitor} ${method} ${path} ${JSON.stringify(sent).slice(0, 1_500)}: ${reply.status}`;
  if (reply.status >= 500) faults.push(`${said} ${JSON.stringify(reply.body)}`);
  if (performance.now() - startMs > HANGS_MS) faults.push(`hangs ${said}`);
  if (reply.status >= 400 && !saysWhy(reply)) faults.push(`unclear ${said} ${JSON.stringify(reply.body)}`);
  const errors = app.logged().slice(logged).split('\n');
  faults.push(...errors.filter((line) => line.includes('"level":50')).map((line) => `${said} ${line}`));
  return reply;
}

const saysWhy = ({ body, headers }: Reply): boolean =>
  ErrorReplySchema.safeParse(body).success || (headers.get('content-type') ?? '').includes('html');

function queryOf(sent: unknown): string {
  const search = new URLSearchParams();
  const fields = typeof sent === 'object' && sent !== null ? Object.entries(sent) : [];
  for (const [name, value] of fields)
    search.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  return `?${search.toString()}`;
}

/** Some part of a path. */
function wordFor(g: Gen): string {
  const word = anything(g);
  const text = typeof word === 'string' && word !== '' ? word : JSON.stringify(word);
  return encodeURIComponent(Buffer.from(text).toString());
}

async function stateOf(): Promise<string> {
  const names = (await mongoose.connection.listCollections()).map(({ name }) => name).toSorted();
  const held = names.filter((name) => !ENTERED.has(name));
  const rows = held.map(async (name) => [name, await mongoose.connection.collection(name).find().toArray()]);
  return JSON.stringify(await Promise.all(rows));
}
