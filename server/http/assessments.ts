import { Router } from '@koa/router';
import {
  ApproveAssessmentBodySchema,
  AssessmentBodySchema,
  ChangeAssessmentBodySchema,
  ReopenAssessmentBodySchema,
  SwitchBodySchema,
} from '../contract/assessment.ts';
import { forbidden } from '../errors.ts';
import {
  approveAssessment,
  changeAssessment,
  draftAssessment,
  reopenAssessment,
} from '../flow/policy/assessment.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { companyToday, listSwitchStates, switchDetector } from '../flow/policy/detector-switch.ts';
import { findRecordDays } from '../flow/records/record-period.ts';
import { listAssessments, type Assessment } from '../store/assessments.ts';
import { findPeople } from '../store/people.ts';
import { parseBody } from './parse.ts';
import type { Session } from './session.ts';
import { assessmentList, assessmentView, switchesView } from './views/assessment-view.ts';

const READERS: readonly string[] = ['hr', 'hr_lead', 'legal', 'admin', 'staff_rep', 'auditor'];

/** Impact assessments and the kill switches that depend on them (R19, R21). */
export function assessmentRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });
  const view = async (assessment: Assessment, { person }: Session) =>
    assessmentView(assessment, {
      reader: actorOf({ person }),
      today: await companyToday(deps),
      names: await namesOf([assessment]),
    });

  router.get('/assessments', async (ctx) => {
    requireReader(ctx.state);
    const assessments = await listAssessments();
    ctx.body = assessmentList(assessments, {
      recordDays: await findRecordDays(),
      reader: actorOf(ctx.state),
      today: await companyToday(deps),
      names: await namesOf(assessments),
    });
  });

  router.post('/assessments', async (ctx) => {
    requireReader(ctx.state);
    const body = parseBody(AssessmentBodySchema, ctx);
    ctx.body = await view(await draftAssessment(deps, actorOf(ctx.state), body), ctx.state);
    ctx.status = 201;
  });

  router.put('/assessments/:id', async (ctx) => {
    requireReader(ctx.state);
    const { version, ...body } = parseBody(ChangeAssessmentBodySchema, ctx);
    const input = { id: ctx.params['id'] ?? '', version, body };
    ctx.body = await view(await changeAssessment(deps, actorOf(ctx.state), input), ctx.state);
  });

  router.post('/assessments/:id/approve', async (ctx) => {
    requireReader(ctx.state);
    const { version } = parseBody(ApproveAssessmentBodySchema, ctx);
    const input = { id: ctx.params['id'] ?? '', version };
    ctx.body = await view(await approveAssessment(deps, actorOf(ctx.state), input), ctx.state);
  });

  router.post('/assessments/:id/reopen', async (ctx) => {
    requireReader(ctx.state);
    const body = parseBody(ReopenAssessmentBodySchema, ctx);
    const input = { id: ctx.params['id'] ?? '', ...body };
    ctx.body = await view(await reopenAssessment(deps, actorOf(ctx.state), input), ctx.state);
  });

  const switches = async ({ person }: Session) => {
    const states = await listSwitchStates(deps);
    const names = new Map(
      (await findPeople(states.flatMap(({ setting }) => setting?.changedById ?? []))).map((one) => [
        one.id,
        one.name,
      ]),
    );
    return switchesView(states, { reader: actorOf({ person }), names });
  };

  router.get('/detectors', async (ctx) => {
    requireReader(ctx.state);
    ctx.body = await switches(ctx.state);
  });

  router.put('/detectors/:name/switch', async (ctx) => {
    requireReader(ctx.state);
    const body = parseBody(SwitchBodySchema, ctx);
    await switchDetector(deps, actorOf(ctx.state), { name: ctx.params['name'] ?? '', ...body });
    ctx.body = await switches(ctx.state);
  });
  return router;
}

const actorOf = ({ person }: Session): Actor => ({ personId: person.id, roles: person.roles });

function requireReader({ person }: Session): void {
  if (!person.roles.some((role) => READERS.includes(role))) throw forbidden('not_your_role');
}

async function namesOf(assessments: readonly Assessment[]): Promise<Map<string, string>> {
  const ids = assessments.flatMap(({ conductedById, approvedById }) => [conductedById, approvedById ?? '']);
  return new Map((await findPeople([...new Set(ids)])).map(({ id, name }) => [id, name]));
}
