import { createServer, type Server } from 'node:http';
import Koa from 'koa';
import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseState } from '../../server/contract/case.ts';
import { RoleSchema } from '../../server/contract/person.ts';
import type { Case } from '../../server/domain/case/case.ts';
import type { CaseEvent, Relation } from '../../server/domain/case/transitions.ts';
import { caseRoutes } from '../../server/http/cases.ts';
import { jsonBody } from '../../server/http/json-body.ts';
import { onError } from '../../server/http/on-error.ts';
import type { Session } from '../../server/http/session.ts';
import { findCase, insertCase } from '../../server/store/cases.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import { branches, expectedOf, agreedRow } from '../domain/case/cells.ts';
import { caseIn, NOW, readyFor } from '../domain/case/case-in-state.ts';
import { relations, states } from '../domain/case/procedure-table.ts';
import { buildPerson, createCompany, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';

const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
/** What may be read in no refusal, and by nobody without a relation. */
const CANARIES = ['姓名subject', '泄密说明'];
const evidence = [
  { kind: 'location', note: '停留 80 分钟' },
  { kind: 'witness', note: '同事书面说明' },
];
const text = { id: uuidv7(), version: 0, text: '不同意这个处理' };

/** Each move's door: the event behind it and a body that is in order. `isGated`: laws may refuse it beyond the procedure. */
const DOORS: Readonly<Record<string, Readonly<{ event: CaseEvent; body: object; isGated?: true }>>> = {
  contact: { event: 'contact', body: { version: 0 } },
  explain: { event: 'explain', body: { ...text, quickReason: 'other' } },
  finish: { event: 'finish_explaining', body: { version: 0 } },
  extend: { event: 'extend', body: { version: 0, reason } },
  verify: { event: 'verify', body: { version: 0, result: 'unsubstantiated', reason } },
  resume: { event: 'resume', body: { version: 0, reason } },
  propose: {
    event: 'propose',
    body: { version: 0, penalty: 'warning', reason, legalBasis: '规范第5条', evidence },
    isGated: true,
  },
  talk: { event: 'talk', body: { version: 0, reason } },
  execute: { event: 'execute', body: { version: 0 }, isGated: true },
  appeal: { event: 'appeal', body: text },
  'decide-appeal': { event: 'uphold', body: { version: 0, result: 'upheld', reason } },
  revoke: { event: 'revoke', body: { version: 0, reason } },
  unmask: { event: 'ask_unmask', body: { version: 0, purpose: reason, hours: 4 }, isGated: true },
};
/** Doors whose move depends on who presses or on what is waited for; the access test has their cells. */
const ELSEWHERE = new Set(['messages', 'wait', 'close']);

type Cell = Readonly<{
  state: CaseState;
  branch: string;
  door: string;
  role: string;
  relation: Relation | 'none';
}>;
const cells: readonly Cell[] = states.flatMap((state) =>
  (state === 'appealed' ? branches : ['']).flatMap((branch) =>
    Object.keys(DOORS).flatMap((door) =>
      RoleSchema.options.flatMap((role) =>
        (['none', ...relations] as const).map((relation) => ({ state, branch, door, role, relation })),
      ),
    ),
  ),
);

useDatabase();
let company: Company;
let server: Server;
let url = '';
beforeAll(async () => {
  company = await createCompany();
  company.setNow(NOW);
  await savePerson(buildPerson({ id: 'subject' }));
  for (const role of RoleSchema.options) {
    await savePerson(buildPerson({ id: role, roles: ['employee', role] }));
    await savePerson(buildPerson({ id: `under-${role}`, name: '姓名subject', leaderOpenId: `ou_${role}` }));
  }
  ({ server, url } = await listen(company));
}, 120_000);
afterAll(() => server.close());

it('has a door of the matrix for every move of the route table', () => {
  const paths = caseRoutes(company.deps)
    .stack.filter(({ methods }) => methods.includes('POST'))
    .map(({ path }) => String(path).replace('/api/v1/cases/:id/', ''));
  expect(new Set(paths)).toEqual(new Set([...Object.keys(DOORS), ...ELSEWHERE]));
});

it(
  'cells: every role and relation gets the agreed answer of every door in every state, and no refusal says a word',
  { timeout: 3_600_000 },
  async () => {
    const planned = Math.min(plannedRuns(200), cells.length);
    const stride = cells.length / planned;
    const wrong: string[] = [];
    for (let run = 0; run < planned; run += 1) {
      const cell = cells[Math.floor(run * stride)];
      const fault = cell && (await tryCell(cell));
      if (cell && fault !== undefined)
        wrong.push(`${cell.state} ${cell.branch} ${cell.door} ${cell.role} ${cell.relation}: ${fault}`);
    }
    countRuns(planned, wrong.length);
    expect(wrong).toEqual([]);
  },
);

/** What is wrong with one answer; undefined when nothing is. */
async function tryCell(cell: Cell): Promise<string | undefined> {
  const record = await place(cell);
  const { event, body, isGated } = DOORS[cell.door] ?? { event: 'contact', body: {} };
  const reply = await fetch(`${url}/${record.id}/${cell.door}`, {
    method: 'POST',
    headers: { 'x-person': cell.role, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const said = await reply.text();
  const wanted = wantedStatus(cell, event);
  const isLaw = isGated === true && wanted === 200 && reply.status === 409;
  if (reply.status !== wanted && !isLaw) return `${reply.status} instead of ${wanted}: ${said.slice(0, 80)}`;
  if (reply.status === 200) return undefined;
  const leaked = CANARIES.filter((canary) => said.includes(canary));
  if (leaked.length > 0) return `says ${leaked.join()}`;
  const after = await findCase(record.id);
  return after?.version === record.version ? undefined : 'was refused and changed the case';
}

const WRONG_PERSON = new Set([
  'not_your_role',
  'is_subject',
  'is_proposer',
  'is_verifier',
  'is_decider',
  'in_reporting_line',
  'other_region',
]);

function wantedStatus({ state, branch, role, relation }: Cell, event: CaseEvent): number {
  const isSubject = relation === 'subject';
  const sees = isSubject ? state !== 'open' : ['hr', 'hr_lead', 'legal'].includes(role);
  if (!sees) return 404;
  const fault = expectedOf(agreedRow(state, event, branch), role, relation);
  if (fault === null) return 200;
  return WRONG_PERSON.has(fault) ? 403 : 409;
}

/** The case of one cell, where the visitor stands to it as the cell says. */
async function place({ state, branch, door, role, relation }: Cell): Promise<Case> {
  const event = DOORS[door]?.event ?? 'contact';
  const { proposal, verification, decision, unmaskAsk, ...ready } = readyFor(event, caseIn(state, branch));
  const personId = relation === 'subject' ? role : relation === 'in_line' ? `under-${role}` : 'subject';
  const as = (one: Relation, other: string): string => (relation === one ? role : other);
  const explained = event === 'explain' || event === 'ask_unmask' ? {} : said;
  const record: Case = {
    ...explained,
    ...ready,
    id: 'matrix',
    personId,
    regionId: relation === 'other_region' ? 'puxi' : 'pudong',
    approval: { requestId: 'r', approverIds: role === 'legal' ? [role] : [] },
    ...(proposal && { proposal: { ...proposal, byId: as('proposer', 'li') } }),
    ...(verification && { verification: { ...verification, byId: as('verifier', 'li') } }),
    ...(decision && { decision: { ...decision, byId: as('decider', 'zhou') } }),
    ...(unmaskAsk && { unmaskAsk: { ...unmaskAsk, byId: as('asker', 'li') } }),
  };
  await mongoose.model('Case').deleteMany({});
  await insertCase(record, []);
  return record;
}
const said = { explanation: { id: 'e', at: NOW, quickReason: 'other', text: '泄密说明' } } as const;

/** The router with a session that believes a header. */
async function listen({ deps }: Company): Promise<{ server: Server; url: string }> {
  const app = new Koa<Session>();
  app.use(onError({ error: () => undefined }));
  app.use(async (ctx, next) => {
    const person = await findPerson(ctx.get('x-person'));
    if (person) ctx.state.person = person;
    await next();
  });
  app.use(jsonBody(() => 100_000));
  app.use(caseRoutes(deps).routes());
  const handle = app.callback();
  const made = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const address = made.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return { server: made, url: `http://127.0.0.1:${address.port}/api/v1/cases` };
}
