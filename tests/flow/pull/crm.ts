import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import mongoose from 'mongoose';
import { afterEach, beforeEach } from 'vitest';
import { createPuller } from '../../../server/connectors/pull/json-puller.ts';
import { PullSourceBodySchema, type PullSourceBody } from '../../../server/contract/pull-source.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { pullDue } from '../../../server/flow/pull/pull-run.ts';
import { askSourceNow, createPullSource } from '../../../server/flow/pull/pull-source.ts';
import { savePerson } from '../../../server/store/people.ts';
import { findPullSource } from '../../../server/store/pull-sources.ts';
import { buildPerson, createCompany, type Company } from '../company.ts';

export const root = { personId: 'root', roles: ['admin'] };
type Row = Readonly<{ id: string | number; [name: string]: unknown }>;

export const visit = (id: string | number, change: object = {}): Row => ({
  id,
  owner: 'E-zhang',
  customer: 'c-1',
  start: '2026-11-18 10:00:00',
  end: '2026-11-18 10:30:00',
  ...change,
});
const FIELDS = [
  { field: 'externalId', from: 'id' },
  { field: 'employeeNo', from: 'owner' },
  { field: 'customerId', from: 'customer' },
  { field: 'startAt', from: 'start', read: 'time' },
  { field: 'endAt', from: 'end', read: 'time' },
];

/** A CRM on this machine with lists of pages by their path, of which any can be out of order. */
export function useCrm() {
  let deps: Deps;
  let recording: Company['recording'];
  const crm = {
    get deps(): Deps {
      return deps;
    },
    /** What stands on the cards IT has, each as it is now. */
    toIt: (): string[] => recording.to('ou_root').map((message) => recording.textOf(message)),
    /** Pages of each list: `/visits` has those of `visits`. */
    pages: new Map<string, readonly (readonly unknown[])[]>(),
    /** Addresses asked for. */
    asked: [] as string[],
    isDown: (_url: string): boolean => false,
    origin: '',
    now: new Date(),
    later: (minutes: number): void => {
      crm.now = new Date(+crm.now + minutes * 60_000);
    },
    build: (change: object = {}): PullSourceBody =>
      PullSourceBodySchema.parse({
        name: 'crm',
        kind: 'visits',
        url: `${crm.origin}/visits?cursor={cursor}`,
        paging: { kind: 'cursor', path: 'next' },
        rowsPath: 'data',
        auth: { kind: 'none' },
        fields: FIELDS,
        since: 'iso',
        everyMin: 30,
        ...change,
      }),
    register: async (change: object = {}): Promise<string> =>
      (await createPullSource(crm.deps, root, crm.build(change))).id,
    source: async (id: string) => {
      const found = await findPullSource(id);
      if (!found) throw new Error('no source');
      return found;
    },
    give: (name: string, ...pages: readonly (readonly unknown[])[]): void => {
      crm.pages.set(name, pages);
    },
    /** Asks a source now and waits for it. */
    pull: async (id: string): Promise<void> => {
      await askSourceNow(crm.deps, root, id);
      await pullDue(crm.deps);
    },
    standing: async (): Promise<string[]> => {
      const found = await mongoose
        .model('WorkRecord')
        .find({ withdrawnAt: { $exists: false } })
        .lean<{ externalId: string }[]>();
      return found.map(({ externalId }) => externalId).toSorted();
    },
  };
  let server: Server;
  beforeEach(async () => {
    const company = await createCompany();
    await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
    ({ recording } = company);
    crm.now = company.deps.now();
    const puller = createPuller({ mayBePrivate: true, mayBePlain: true }, { pauseMs: 0, patienceMs: 1_000 });
    deps = { ...company.deps, now: () => crm.now, puller };
    crm.pages.clear();
    crm.asked = [];
    crm.isDown = () => false;
    server = createServer((request, response) => answer(crm, request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    crm.origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  return crm;
}

function answer(
  { pages, asked, isDown }: Pick<ReturnType<typeof useCrm>, 'pages' | 'asked' | 'isDown'>,
  { url = '' }: IncomingMessage,
  response: ServerResponse,
): void {
  asked.push(url);
  const { pathname, searchParams } = new URL(url, 'http://crm');
  const at = Number(searchParams.get('cursor'));
  const list = pages.get(pathname.slice(1)) ?? [[]];
  const json = { data: list[at] ?? [], next: at + 1 < list.length ? String(at + 1) : null };
  response.writeHead(isDown(url) ? 503 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(json));
}
