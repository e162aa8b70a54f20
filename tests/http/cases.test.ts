import { createServer, type Server } from 'node:http';
import Koa from 'koa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import {
  AlertViewSchema,
  CaseListSchema,
  CaseViewSchema,
  MonthlyReportSchema,
  ReadLedgerSchema,
  TrackViewSchema,
} from '../../server/contract/views.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { pollApprovals } from '../../server/flow/approval/approval-events.ts';
import { relay } from '../../server/flow/relay.ts';
import { alertRoutes } from '../../server/http/alerts.ts';
import { caseRoutes } from '../../server/http/cases.ts';
import { declarationRoutes } from '../../server/http/declarations.ts';
import { jsonBody } from '../../server/http/json-body.ts';
import { myRoutes } from '../../server/http/my.ts';
import { onError } from '../../server/http/on-error.ts';
import type { Session } from '../../server/http/session.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { insertCase, listCases } from '../../server/store/cases.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import { buildCase } from '../domain/case/case-example.ts';
import { useDatabase } from '../support/db.ts';
import { createCompany, DAY, dwell, giveShift, type Company } from '../flow/company.ts';

const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';

describe('the doors to alerts and cases', () => {
  useDatabase();
  let company: Company;
  let server: Server;
  let url: string;
  let caseId: string;
  let alertId: string;
  beforeEach(async () => {
    company = await createCompany();
    ({ server, url } = await listen(company));
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
    alertId = (await findAlerts('zhang', DAY, DAY))[0]?.id ?? '';
  });
  afterEach(() => server.close());
  const as = (person: string) => ({
    get: (path: string) => ask(url, person, { path }),
    post: (path: string, body: unknown) => ask(url, person, { path, body }),
  });
  const version = async () => (await listCases({ limit: 1 }))[0]?.version;
  const contact = async () => as('li').post(`/cases/${caseId}/contact`, { version: await version() });
  const explain = async () => {
    const body = { id: uuidv7(), version: await version(), quickReason: 'other', text: '去帮朋友看店' };
    return as('zhang').post(`/cases/${caseId}/explain`, body);
  };

  it('keep a case that is under way before HR, however many were opened and ended after it', async () => {
    const openedAt = new Date(+company.deps.now() + 60_000);
    for (let n = 0; n < 201; n += 1)
      await insertCase(buildCase({ id: `later-${n}`, caseNo: `C-${n}`, state: 'closed', openedAt }), []);
    const { cases, next } = CaseListSchema.parse((await as('li').get('/cases')).body);
    expect(cases.map(({ id }) => id)).toContain(caseId);
    expect(cases).toHaveLength(201);
    const rest = CaseListSchema.parse((await as('li').get(`/cases?after=${next}`)).body);
    expect(new Set([...cases, ...rest.cases].map(({ id }) => id)).size).toBe(202);
    expect(rest).toEqual({ cases: [expect.objectContaining({ state: 'closed' })] });
    expect((await as('li').get('/cases?after=x')).status).toBe(400);
  });

  it.each([
    ['zhang', 200, 200, 200, 403],
    ['wang', 200, 403, 404, 403],
    ['li', 200, 403, 200, 200],
    ['sun', 200, 403, 200, 200],
    ['zhao', 404, 404, 404, 403],
    ['zhou', 404, 404, 404, 200],
  ])(
    '%s reads the alert (%i), its map (%i), its case (%i) and the list (%i)',
    async (person, alert, track, one, list) => {
      const reader = as(person);
      const got = [
        await reader.get(`/alerts/${alertId}`),
        await reader.get(`/alerts/${alertId}/track`),
        await reader.get(`/cases/${caseId}`),
        await reader.get('/cases'),
      ];
      expect(got.map(({ status }) => status)).toEqual([alert, track, one, list]);
    },
  );

  it('answers in the agreed shapes', async () => {
    // Also of two people of one name it is the own of one alone.
    expect(AlertViewSchema.parse((await as('wang').get(`/alerts/${alertId}`)).body)).not.toHaveProperty(
      'isOwn',
    );
    expect((await as('zhang').get(`/alerts/${alertId}`)).body).toMatchObject({ isOwn: true });
    TrackViewSchema.parse((await as('zhang').get(`/alerts/${alertId}/track`)).body);
    CaseViewSchema.parse((await as('li').get(`/cases/${caseId}`)).body);
    MonthlyReportSchema.parse((await as('zhang').get('/my/reports/2026-11')).body);
    const mine = CaseListSchema.parse((await as('zhang').get('/my/cases')).body);
    expect(mine.cases.map(({ id }) => id)).toEqual([caseId]);
    await contact();
    await explain();
    const track = TrackViewSchema.parse((await as('li').get(`/alerts/${alertId}/track`)).body);
    expect(track.points.length).toBeGreaterThan(30);
    expect(track.picture).toContain('class="marked"');
    const inEnglish = await as('li').get(`/alerts/${alertId}/track?language=en`);
    expect(TrackViewSchema.parse(inEnglish.body).picture).toContain('Track of 2026-');
    expect(Date.parse(track.endAt) - Date.parse(track.startAt)).toBeLessThanOrEqual(86_400_000);
  });

  it('names the person to the manager, and to HR only once the person has answered', async () => {
    expect(JSON.stringify((await as('wang').get(`/alerts/${alertId}`)).body)).toContain('张导购');
    const before = [
      await as('li').get(`/cases/${caseId}`),
      await as('li').get(`/alerts/${alertId}`),
      await as('li').get('/cases'),
    ];
    expect(JSON.stringify(before)).not.toContain('张导购');
    await contact();
    await explain();
    const after = CaseViewSchema.parse((await as('li').get(`/cases/${caseId}`)).body);
    expect(after).toMatchObject({ personName: '张导购', explanation: { text: '去帮朋友看店' } });
  });

  it('shows HR no map before the name is open, and one once the person answered or a second person let HR see it', async () => {
    const look = async () => as('li').get(`/alerts/${alertId}/track`);
    await contact();
    expect(await look()).toMatchObject({ status: 403, body: { error: { code: 'name_closed' } } });
    const { reads } = ReadLedgerSchema.parse((await as('zhang').get('/my/reads')).body);
    expect(reads.map(({ what }) => what)).not.toContain('track');
    const asked = { version: await version(), purpose: reason, hours: 24 };
    const reply = await as('li').post(`/cases/${caseId}/unmask`, asked);
    expect(CaseViewSchema.parse(reply.body)).toMatchObject({
      unmaskAsk: { by: '李HR', approvers: ['孙主管'], purpose: reason, hours: 24 },
    });
    expect((await look()).status).toBe(403);
    await relay(company.deps);
    const { instanceCode } = company.recording.approvals[0]?.instance ?? { instanceCode: '' };
    company.recording.decide(instanceCode, 'APPROVED', 'ou_sun', company.deps.now());
    await pollApprovals(company.deps);
    expect((await look()).status).toBe(200);
    expect(CaseViewSchema.parse((await as('li').get(`/cases/${caseId}`)).body)).toMatchObject({
      personName: '张导购',
      unmask: { askedBy: '李HR', by: '孙主管', purpose: reason },
    });
    company.setNow(new Date(+company.deps.now() + 24 * 3_600_000));
    expect((await look()).status).toBe(403);
    company.setNow(new Date(+company.deps.now() - 23 * 3_600_000));
    await explain();
    expect((await look()).status).toBe(200);
  });

  it('enters every look of somebody else in the person’s ledger, once, the manager’s card too, and no own look', async () => {
    await as('wang').get(`/alerts/${alertId}`);
    await contact();
    await explain();
    await as('li').get(`/alerts/${alertId}/track`);
    await as('li').get(`/cases/${caseId}`);
    await as('zhao').get(`/alerts/${alertId}`);
    await as('zhang').get(`/alerts/${alertId}/track`);
    const { reads } = ReadLedgerSchema.parse((await as('zhang').get('/my/reads')).body);
    const rows = reads.map(({ reader, what, purpose }) => `${reader} ${what} ${purpose.split(' ')[0]}`);
    expect(rows.toSorted((a, b) => a.localeCompare(b))).toEqual(
      ['王经理 alert alert', '王经理 alert card', '李HR case.name case', '李HR track alert'].toSorted(
        (a, b) => a.localeCompare(b),
      ),
    );
  });

  it('enters a page of HR that stays open once an hour, and the name by itself', async () => {
    const looks = async () => {
      const { reads } = ReadLedgerSchema.parse((await as('zhang').get('/my/reads')).body);
      return reads.filter(({ reader }) => reader === '李HR').map(({ what }) => what);
    };
    await contact();
    for (let minute = 0; minute < 3; minute += 1) await as('li').get(`/cases/${caseId}`);
    expect(await looks()).toEqual(['case']);
    await explain();
    await as('li').get(`/cases/${caseId}`);
    expect((await looks()).toSorted()).toEqual(['case', 'case.name']);
    company.setNow(new Date(+company.deps.now() + 3_600_000));
    await as('li').get(`/cases/${caseId}`);
    expect(await looks()).toHaveLength(3);
  });

  it('shows nobody but the person a map once the case is over', async () => {
    await contact();
    await as('li').post(`/cases/${caseId}/talk`, { version: await version(), reason });
    await relay(company.deps);
    expect((await as('li').get(`/alerts/${alertId}/track`)).status).toBe(403);
    expect((await as('zhang').get(`/alerts/${alertId}/track`)).status).toBe(200);
  });

  it('lets each role make its own moves and refuses the others', async () => {
    expect((await as('wang').post(`/cases/${caseId}/contact`, { version: await version() })).status).toBe(
      404,
    );
    expect((await as('zhang').post(`/cases/${caseId}/contact`, { version: await version() })).status).toBe(
      403,
    );
    expect((await contact()).status).toBe(200);
    expect((await contact()).status).toBe(409);
    expect((await explain()).status).toBe(200);
    const verdict = { version: await version(), result: 'substantiated', reason };
    expect((await as('zhang').post(`/cases/${caseId}/verify`, verdict)).status).toBe(403);
    expect((await as('li').post(`/cases/${caseId}/verify`, { ...verdict, version: 0 })).body).toMatchObject({
      error: { code: 'stale_version' },
    });
    expect((await as('li').post(`/cases/${caseId}/verify`, verdict)).status).toBe(200);
    const evidence = [
      { kind: 'location', note: '停留 80 分钟' },
      { kind: 'location', note: '另一段' },
    ];
    const proposal = {
      version: await version(),
      penalty: 'warning',
      reason,
      legalBasis: '规范第 5 条',
      evidence,
    };
    expect((await as('li').post(`/cases/${caseId}/propose`, proposal)).body).toMatchObject({
      error: { code: 'evidence_only_location' },
    });
    const witness = { kind: 'witness', note: '店长证言' };
    const full = { ...proposal, evidence: [...evidence, witness] };
    expect((await as('li').post(`/cases/${caseId}/propose`, full)).body).toMatchObject({
      state: 'proposed',
      lane: 'B',
    });
    expect((await as('zhou').get(`/cases/${caseId}`)).status).toBe(200);
    expect((await as('li').post(`/cases/${caseId}/execute`, { version: await version() })).status).toBe(409);
  });

  it.each([
    ['contact', { version: -1 }],
    ['contact', { version: 1, note: 'x'.repeat(501) }],
    ['contact', { version: 1, $where: '1' }],
    ['explain', { id: 'no-uuid', version: 1, quickReason: 'other', text: 'x' }],
    ['verify', { version: 1, result: 'guilty', reason }],
    ['verify', { version: 1, result: 'substantiated', reason: '太短' }],
    ['talk', { version: Number.NaN, reason }],
    ['propose', { version: 1, penalty: 'fine', reason, legalBasis: '规范', evidence: [] }],
    ['unmask', { version: 1, purpose: 'x', hours: 1 }],
    ['unmask', { version: 1, purpose: reason, hours: 25 }],
    ['unmask', { version: 1, purpose: reason }],
    ['contact', []],
    ['contact', null],
  ])('refuses %s with a bad body and says which field', async (move, body) => {
    const reply = await as('li').post(`/cases/${caseId}/${move}`, body);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      error: {
        code: 'invalid_input',
        fields: expect.arrayContaining([{ field: expect.any(String), reason: expect.any(String) }]),
      },
    });
  });

  it('are shut again to a lawyer who was asked once and is none any more', async () => {
    const zhou = await findPerson('zhou');
    if (!zhou) throw new Error('no lawyer');
    const asked = { approval: { requestId: 'r', approverIds: ['zhou'] } };
    await insertCase(buildCase({ id: 'asked', caseNo: 'C-asked', state: 'proposed', ...asked }), []);
    expect((await as('zhou').get('/cases/asked')).body).toMatchObject({ approvalAsk: { isYours: true } });
    expect((await as('li').get('/cases/asked')).body).toMatchObject({
      approvalAsk: { approvers: [zhou.name], isYours: false },
    });
    await savePerson({ ...zhou, roles: ['employee'] });
    expect((await as('zhou').get('/cases/asked')).status).toBe(404);
  });

  it('knows no case, alert or month that is not there', async () => {
    expect((await as('li').get('/cases/nowhere')).status).toBe(404);
    expect((await as('li').get('/alerts/nowhere')).status).toBe(404);
    expect((await as('zhang').get('/my/reports/2026-13')).status).toBe(400);
  });
});

/** The routers with a session that believes a header. */
async function listen({ deps }: Company): Promise<{ server: Server; url: string }> {
  const app = new Koa<Session>();
  app.use(onError({ error: () => undefined }));
  app.use(async (ctx, next) => {
    const person = await findPerson(ctx.get('x-person'));
    if (person) ctx.state.person = person;
    await next();
  });
  app.use(jsonBody(() => 100_000));
  for (const router of [alertRoutes(deps), caseRoutes(deps), myRoutes(deps), declarationRoutes(deps)])
    app.use(router.routes());
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return { server, url: `http://127.0.0.1:${address.port}/api/v1` };
}

async function ask(url: string, person: string, { path, body }: { path: string; body?: unknown }) {
  const headers = { 'x-person': person, ...(body !== undefined && { 'content-type': 'application/json' }) };
  const method = body === undefined ? 'GET' : 'POST';
  const reply = await fetch(`${url}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await reply.json();
  return { status: reply.status, body: answer };
}
