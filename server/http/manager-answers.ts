import { Router } from '@koa/router';
import { SampleCheckBodySchema, type ManagerAnswers } from '../contract/view-manager-answers.ts';
import { ArrangementSchema } from '../contract/case.ts';
import type { Role } from '../contract/person.ts';
import {
  ANSWER_DAYS,
  checkSample,
  findManagerAnswers,
  mayCheck,
  type Sampled,
} from '../flow/alert/manager-answers.ts';
import type { Deps } from '../flow/deps.ts';
import { findPeople, type Person } from '../store/people.ts';
import { loadNames } from './names.ts';
import { parseBody } from './parse.ts';
import { noteLooks } from './register.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';

const READERS: readonly Role[] = ['hr', 'hr_lead'];

/** How managers answer their cards, and the arrangements drawn for HR to look at: about managers, never about whom a card named. */
export function managerAnswerRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/manager-answers' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await answersFor(deps, ctx.state.person);
  });

  router.post('/:alertId/check', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, READERS);
    const body = parseBody(SampleCheckBodySchema, ctx);
    const actor = { personId: person.id, roles: person.roles };
    await checkSample(deps, actor, { alertId: ctx.params['alertId'] ?? '', body });
    ctx.body = await answersFor(deps, person);
  });
  return router;
}

async function answersFor(deps: Deps, reader: Person): Promise<ManagerAnswers> {
  const { rates, samples } = await findManagerAnswers(deps);
  const ids = [
    ...rates.map(({ managerId }) => managerId),
    ...samples.flatMap(({ alert, arrangement }) => [arrangement.byId, alert.sample?.byId ?? '']),
  ];
  const [found, names] = await Promise.all([findPeople([...new Set(ids)]), loadNames([])]);
  const people = new Map(found.map((person) => [person.id, person]));
  const nameOf = (id: string): string => people.get(id)?.name ?? '';
  const personIds = [...new Set(samples.map(({ alert }) => alert.personId))];
  await noteLooks(deps, reader, { what: 'arrangement', personIds });
  return {
    days: ANSWER_DAYS,
    managers: rates.map(({ managerId, ...counts }) => ({
      name: nameOf(managerId),
      regionName: names.region(people.get(managerId)?.regionId ?? ''),
      ...counts,
    })),
    samples: samples.map((sampled) => sampleView(sampled, { readerId: reader.id, nameOf })),
  };
}

function sampleView(
  sampled: Sampled,
  { readerId, nameOf }: Readonly<{ readerId: string; nameOf: (id: string) => string }>,
): ManagerAnswers['samples'][number] {
  const { alert, arrangement } = sampled;
  const { fits, byId = '', at, note } = alert.sample ?? {};
  return {
    alertId: alert.id,
    alertNo: alert.alertNo,
    pseudonym: alert.pseudonym,
    day: alert.day,
    manager: nameOf(arrangement.byId),
    kind: ArrangementSchema.shape.kind.parse(arrangement.kind),
    startAt: arrangement.startAt.toISOString(),
    endAt: arrangement.endAt.toISOString(),
    ...(arrangement.note !== undefined && { note: arrangement.note }),
    mayCheck: mayCheck(sampled, readerId),
    ...(fits !== undefined &&
      at && {
        checked: {
          at: at.toISOString(),
          by: nameOf(byId),
          fits,
          ...(note !== undefined && { note }),
        },
      }),
  };
}
