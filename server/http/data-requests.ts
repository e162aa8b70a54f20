import { Router } from '@koa/router';
import { DataAnswerBodySchema, type Erased } from '../contract/data-request.ts';
import { ClientIdSchema } from '../contract/ingest.ts';
import { forbidden } from '../errors.ts';
import { zoneOf } from '../flow/company/calendar.ts';
import { answerDataRequest } from '../flow/own/data-request.ts';
import { carryOutErasures, previewErasure } from '../flow/own/erase-data.ts';
import type { Deps } from '../flow/deps.ts';
import {
  findDataRequest,
  listAnsweredRequests,
  listOpenRequests,
  type DataRequest,
} from '../store/data-requests.ts';
import { findPeople, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { readPage } from './page.ts';
import { parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';
import { dataRequestView } from './views/my-view.ts';

/** What waits comes before what was answered. */
const OPEN_LIMIT = 1_000;
const ANSWERED_LIMIT = 200;

/** People's requests about their data, for HR: with names, because each must be answered to somebody. */
export function dataRequestRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/data-requests' });

  router.get('/', async (ctx) => {
    const reader = requireHr(ctx.state.person);
    const endOf = ({ dueAt, id }: DataRequest) => ({ at: dueAt, id });
    const { items: asked, next } = await readPage(ctx.query['after'], [
      { limit: OPEN_LIMIT, list: listOpenRequests, endOf },
      { limit: ANSWERED_LIMIT, list: listAnsweredRequests, endOf },
    ]);
    const at = deps.now();
    await Promise.all(
      asked.map(({ personId }) =>
        recordRead(
          { personId, readerId: reader.id, what: 'data_request', purpose: 'data_request', at },
          `data_request:${reader.id}:${personId}:${at.toISOString().slice(0, 13)}`,
        ),
      ),
    );
    ctx.body = { requests: await viewsOf(deps, reader, asked), ...next };
  });

  router.post('/:requestId/answer', async (ctx) => {
    const { id: personId, roles } = requireHr(ctx.state.person);
    const id = parseValue(ClientIdSchema, ctx.params['requestId'], 'requestId');
    const body = parseBody(DataAnswerBodySchema, ctx);
    const answered = await answerDataRequest(deps, { personId, roles }, { id, body });
    await carryOutErasures(deps);
    const shown = (await findDataRequest(id)) ?? answered;
    ctx.body = (await viewsOf(deps, ctx.state.person, [shown]))[0];
  });
  return router;
}

function requireHr(person: Person): Person {
  if (!person.roles.includes('hr') && !person.roles.includes('hr_lead')) throw forbidden('not_your_role');
  return person;
}

async function viewsOf(deps: Deps, reader: Person, requests: readonly DataRequest[]) {
  const zone = await zoneOf(reader);
  const ids = requests.flatMap(({ personId, answer }) => [personId, ...(answer ? [answer.byId] : [])]);
  const names = new Map((await findPeople([...new Set(ids)])).map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const at = deps.now();
  return Promise.all(
    requests.map(async (request) => {
      const erases = request.status === 'open' ? await previewErasure(deps, request) : null;
      const view = dataRequestView(request, {
        at,
        zone,
        nameOf,
        erases,
        personName: nameOf(request.personId),
      });
      const { erased, erases: would, ...rest } = view;
      if (request.record) return { ...rest, ...(would && { erases: oneOf(request.topic) }) };
      return { ...rest, ...(erased && { erased: forHr(erased) }), ...(would && { erases: forHr(would) }) };
    }),
  );
}

/** HR reads these by name, and alerts and cases under a pseudonym (R12): how many of them there are stays with the person. */
function forHr({ alerts: _alerts, kept: _kept, ...rest }: Erased): Erased {
  return rest;
}

/** Of a single record even "nothing" would say that a case rests on it: HR reads what was asked, the person what became of it. */
function oneOf(topic: DataRequest['topic']): Erased {
  const none = { uploads: 0, days: 0, photos: 0, punches: 0, visits: 0 };
  if (topic === 'photo') return { ...none, photos: 1 };
  return topic === 'visit' ? { ...none, visits: 1 } : { ...none, punches: 1 };
}
