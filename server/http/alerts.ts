import { Router } from '@koa/router';
import { AnswerAlertBodySchema } from '../contract/case.ts';
import * as rule from '../contract/texts/request-rules.ts';
import type { AlertView } from '../contract/views.ts';
import { badField, conflict, forbidden, nameClosed, notFound, type AppError } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { pressAlert, type PressFault } from '../flow/alert/alert-action.ts';
import { alertTrack } from '../flow/alert/track.ts';
import { loadTrackRecord } from '../flow/tuning/tuning-quality.ts';
import { isEnded } from '../domain/case/case.ts';
import { isNameOpen } from '../domain/case/name.ts';
import { findAlert, type Alert } from '../store/alerts.ts';
import { findCase } from '../store/cases.ts';
import { findPerson, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { alertRelation, type Relation } from './access.ts';
import { LanguageSchema, parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';
import { alertView } from './views/alert-view.ts';

/** One alert and its map; every look of somebody else is in the person's ledger (R16). */
export function alertRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/alerts' });

  router.get('/:id', async (ctx) => {
    const reader = ctx.state.person;
    const { alert, relation } = await loadVisible(ctx.params['id'] ?? '', reader);
    await noteRead(deps, alert, { reader, what: 'alert' });
    ctx.body = await alertFor(deps, alert, relation);
  });

  router.post('/:id/answer', async (ctx) => {
    const manager = ctx.state.person;
    const { alert, relation } = await loadVisible(ctx.params['id'] ?? '', manager);
    if (relation !== 'manager') throw forbidden('not_your_role');
    const { action, ...form } = parseBody(AnswerAlertBodySchema, ctx);
    const result = await pressAlert(deps, { alert, manager, press: { action, form } });
    if (!result.ok) throw refusalOf(result.fault);
    ctx.body = await alertFor(deps, result.alert, relation);
  });

  router.get('/:id/track', async (ctx) => {
    const reader = ctx.state.person;
    const { alert, relation } = await loadVisible(ctx.params['id'] ?? '', reader);
    if (relation !== 'subject') await requireOpenCase(alert, relation, deps.now());
    await noteRead(deps, alert, { reader, what: 'track' });
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    ctx.body = await alertTrack(alert, language);
  });
  return router;
}

async function alertFor(deps: Deps, alert: Alert, relation: Relation): Promise<AlertView> {
  const record = alert.caseId === undefined ? null : await findCase(alert.caseId);
  const mayName =
    relation !== 'hr' || (record !== null && isNameOpen(record, deps.now()) && !isEnded(record.state));
  const person = mayName ? await findPerson(alert.personId) : null;
  const seesCase = record && record.state !== 'open' && relation !== 'manager';
  return alertView(alert, {
    recordOf: await loadTrackRecord(),
    isOwn: relation === 'subject',
    isManager: relation === 'manager',
    ...(person && { personName: person.name }),
    ...(seesCase && { caseNo: record.caseNo }),
  });
}

function refusalOf(fault: PressFault): AppError {
  if (fault === 'not_manager') return forbidden('not_your_role');
  if (fault === 'handled') return conflict('already_settled');
  return badField('startTime', fault === 'bad_form' ? rule.bothTimes : rule.coversStay);
}

async function loadVisible(id: string, reader: Person): Promise<{ alert: Alert; relation: Relation }> {
  const alert = await findAlert(id);
  const relation = alert && alertRelation(alert, reader);
  if (!alert || !relation) throw notFound('alert');
  return { alert, relation };
}

/**
 * A map is for the person, and for HR while the alert's case is under way and its name is open: the own store and the way to work name
 * a person at once (R12).
 */
async function requireOpenCase(alert: Alert, relation: Relation, at: Date): Promise<void> {
  const record = alert.caseId === undefined ? null : await findCase(alert.caseId);
  if (relation !== 'hr' || !record || record.state === 'open' || isEnded(record.state))
    throw forbidden('no_open_case');
  if (!isNameOpen(record, at)) throw nameClosed();
}

async function noteRead(
  deps: Deps,
  alert: Alert,
  { reader, what }: { reader: Person; what: string },
): Promise<void> {
  const purpose = `alert ${alert.alertNo}`;
  await recordRead({ personId: alert.personId, readerId: reader.id, what, purpose, at: deps.now() });
}
