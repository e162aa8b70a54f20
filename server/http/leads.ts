import { Router } from '@koa/router';
import {
  AcceptLeadSchema,
  LeadStateSchema,
  type LeadState,
  MoveLeadSchema,
  OpenReporterSchema,
  StaffLeadBodySchema,
  type LeadView,
} from '../contract/lead.ts';
import { refuseLead } from '../domain/lead/lead.ts';
import { notFound } from '../errors.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { isReporter, LEAD_ROLES, openReporter, reporterHashesOf, takeStaffLead } from '../flow/lead/lead.ts';
import { acceptLead, settleLead } from '../flow/lead/lead-move.ts';
import { requireStaff } from '../flow/non-compete/non-compete-parts.ts';
import { findCase } from '../store/cases.ts';
import { findLead, findReporter, listLeads, listLeadsOf, type LeadRecord } from '../store/leads.ts';
import type { PageScope } from '../store/page.ts';
import { findPeople, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { readPage } from './page.ts';
import { parseBody } from './parse.ts';
import type { Session } from './session.ts';
import { leadRow, leadStatusView, leadView } from './views/lead-view.ts';

const LIST_LIMIT = 200;
/** What waits comes before what was decided. */
const WAITING_LIMIT = 1_000;
const DECIDED = LeadStateSchema.options.filter((state) => state !== 'new');

/** Leads: sent by HR and managers, handled by HR. Who sent one is nobody's to see but HR lead's, on demand. */
export function leadRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.post('/leads', async (ctx) => {
    const lead = await takeStaffLead(deps, ctx.state.person, parseBody(StaffLeadBodySchema, ctx));
    ctx.status = 201;
    ctx.body = leadStatusView(lead, null);
  });

  router.get('/my/leads', async (ctx) => {
    const own = await listLeadsOf(reporterHashesOf(deps, ctx.state.person.id), LIST_LIMIT);
    const cases = await Promise.all(own.map(caseOf));
    ctx.body = { leads: own.map((lead, index) => leadStatusView(lead, cases[index] ?? null)) };
  });

  router.get('/leads', async (ctx) => {
    const reader = ctx.state.person;
    requireStaff(actorOf(reader), LEAD_ROLES);
    const exceptSubjectId = reader.id;
    const part = (states: readonly LeadState[], limit: number) => ({
      limit,
      list: (scope: PageScope) => listLeads({ states, exceptSubjectId, ...scope }),
      endOf: ({ receivedAt, id }: LeadRecord) => ({ at: receivedAt, id }),
    });
    const parts = [part(['new'], WAITING_LIMIT), part(DECIDED, LIST_LIMIT)];
    const { items, next } = await readPage(ctx.query['after'], parts);
    ctx.body = { leads: items.map(leadRow), ...next };
  });

  router.get('/leads/:id', async (ctx) => {
    const lead = await loadVisible(ctx.params['id'], ctx.state.person);
    ctx.body = await leadFor(deps, lead, ctx.state.person);
  });

  router.post('/leads/:id/accept', async (ctx) => {
    const reader = ctx.state.person;
    const { id: leadId } = await loadVisible(ctx.params['id'], reader);
    const moved = await acceptLead(deps, actorOf(reader), { leadId, ...parseBody(AcceptLeadSchema, ctx) });
    ctx.body = await leadFor(deps, moved, reader);
  });
  for (const event of ['dismiss', 'reopen', 'malicious'] as const)
    router.post(`/leads/:id/${event}`, async (ctx) => {
      const reader = ctx.state.person;
      const { id: leadId } = await loadVisible(ctx.params['id'], reader);
      const moved = await settleLead(deps, actorOf(reader), {
        leadId,
        event,
        ...parseBody(MoveLeadSchema, ctx),
      });
      ctx.body = await leadFor(deps, moved, reader);
    });

  router.post('/leads/:id/reporter', async (ctx) => {
    const reader = ctx.state.person;
    const { id: leadId } = await loadVisible(ctx.params['id'], reader);
    const { purpose } = parseBody(OpenReporterSchema, ctx);
    ctx.body = await openReporter(deps, actorOf(reader), { leadId, purpose });
  });
  return router;
}

/** HR, and nobody about oneself; anybody else learns not even that it exists. */
async function loadVisible(id: string | undefined, reader: Person): Promise<LeadRecord> {
  const lead = await findLead(id ?? '');
  const isHr = LEAD_ROLES.some((role) => reader.roles.includes(role));
  if (!lead || !isHr || lead.subjectId === reader.id) throw notFound('lead');
  return lead;
}

const caseOf = async ({ caseId }: Readonly<{ caseId?: string | undefined }>) =>
  caseId === undefined ? null : findCase(caseId);

async function leadFor(deps: Deps, lead: LeadRecord, reader: Person): Promise<LeadView> {
  const { id, subjectId, caseId } = lead;
  if (subjectId !== undefined) {
    const purpose = `lead ${lead.leadNo}`;
    await recordRead({ personId: subjectId, readerId: reader.id, what: 'lead', purpose, at: deps.now() });
  }
  const [record, reporter, ownLead] = await Promise.all([
    caseOf({ caseId }),
    findReporter(id),
    isReporter(deps, id, reader.id),
  ]);
  const ids = lead.history.map(({ actorId }) => actorId);
  const people = await findPeople([...ids, ...(subjectId === undefined ? [] : [subjectId])]);
  const ask = { actor: actorOf(reader), isReporter: ownLead };
  const events = (['accept', 'dismiss', 'reopen', 'malicious'] as const).filter(
    (event) => refuseLead(lead, { ...ask, event }) === null,
  );
  const mayOpen = reporter?.sealed !== undefined && reader.roles.includes('hr_lead');
  return leadView(lead, {
    people: new Map(people.map((person) => [person.id, person])),
    ...(record && { caseNo: record.caseNo }),
    hasReporter: reporter?.sealed !== undefined,
    actions: [...events, ...(mayOpen ? (['open_reporter'] as const) : [])],
  });
}

const actorOf = ({ id, roles }: Person): Actor => ({ personId: id, roles });
