import { Router } from '@koa/router';
import { MonthSchema } from '../contract/calendar.ts';
import { CaseStateSchema } from '../contract/case.ts';
import { addDays, dayOf } from '../domain/time.ts';
import type { Deps } from '../flow/deps.ts';
import { drawMyMonth } from '../flow/own/my-month-map.ts';
import { monthlyReport } from '../flow/report.ts';
import { loadTrackRecord } from '../flow/tuning/tuning-quality.ts';
import { findAlerts } from '../store/alerts.ts';
import { listCases } from '../store/cases.ts';
import { listDeclarations } from '../store/declarations.ts';
import { findPeople } from '../store/people.ts';
import { listReads } from '../store/reads.ts';
import { viewDeclarations } from './declaration-reader.ts';
import { readPage } from './page.ts';
import { LanguageSchema, parseValue } from './parse.ts';
import { sendFile } from './send-file.ts';
import { PictureSizeSchema, sendPicture } from './send-picture.ts';
import type { Session } from './session.ts';
import { alertView } from './views/alert-view.ts';
import { caseRow } from './views/case-view.ts';
import { hoursCsv } from './views/hours-csv.ts';

const ALERT_DAYS = 180;
const LIST_LIMIT = 200;
/** A case is the person's to see from its publication on. */
const TOLD = CaseStateSchema.options.filter((state) => state !== 'open');

/** What the company sees about the signed-in person. */
export function myRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/my' });

  router.get('/alerts', async (ctx) => {
    const { id, name, timeZone } = ctx.state.person;
    const today = dayOf(deps.now(), timeZone);
    const alerts = await findAlerts(id, addDays(today, -ALERT_DAYS), today);
    const out = alerts.filter(
      ({ publishedAt, status }) => publishedAt !== undefined || status === 'silenced',
    );
    const recordOf = await loadTrackRecord();
    ctx.body = {
      alerts: out.map((alert) => alertView(alert, { recordOf, isOwn: true, personName: name })),
    };
  });

  router.get('/cases', async (ctx) => {
    const personId = ctx.state.person.id;
    const { items: cases, next } = await readPage(ctx.query['after'], [
      {
        limit: LIST_LIMIT,
        list: (scope) => listCases({ personId, states: TOLD, ...scope }),
        endOf: ({ openedAt, id }) => ({ at: openedAt, id }),
      },
    ]);
    ctx.body = { cases: cases.map((record) => caseRow(record, deps.now())), ...next };
  });

  router.get('/reports/:month', async (ctx) => {
    const month = parseValue(MonthSchema, ctx.params['month'], 'month');
    ctx.body = await monthlyReport(ctx.state.person, month, deps.now());
  });

  router.get('/reports/:month/hours.csv', async (ctx) => {
    const month = parseValue(MonthSchema, ctx.params['month'], 'month');
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    const content = Buffer.from(hoursCsv(await monthlyReport(ctx.state.person, month, deps.now()), language));
    sendFile(ctx, { type: 'text/csv; charset=utf-8', content, name: `mingqin-${month}.csv` });
  });

  router.get('/reports/:month/map.svg', async (ctx) => {
    const month = parseValue(MonthSchema, ctx.params['month'], 'month');
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    const size = parseValue(PictureSizeSchema, ctx.query['size'], 'size');
    sendPicture(ctx, await drawMyMonth(ctx.state.person, month, { language, size }));
  });

  router.get('/reads', async (ctx) => {
    const { items: reads, next } = await readPage(ctx.query['after'], [
      {
        limit: LIST_LIMIT,
        list: (scope) => listReads(ctx.state.person.id, scope),
        endOf: ({ at, _id }) => ({ at, id: _id }),
      },
    ]);
    const people = new Map(
      (await findPeople(reads.map(({ readerId }) => readerId))).map((one) => [one.id, one.name]),
    );
    ctx.body = {
      reads: reads.map(({ at, readerId, what, purpose }) => ({
        at: at.toISOString(),
        reader: people.get(readerId) ?? readerId,
        what,
        purpose,
      })),
      ...next,
    };
  });

  router.get('/declarations', async (ctx) => {
    const own = await listDeclarations(ctx.state.person.id);
    ctx.body = { declarations: await viewDeclarations(deps, own, 'subject') };
  });
  return router;
}
