import { Router } from '@koa/router';
import {
  RuleBodySchema,
  RuleSwitchBodySchema,
  RuleTestBodySchema,
  type RuleList,
  type RuleView,
} from '../contract/custom-rule.ts';
import { ClientIdSchema } from '../contract/ingest.ts';
import { isCurrent } from '../domain/policy/assessment.ts';
import {
  disableRule,
  enableRule,
  mayDisable,
  mayEnable,
  saveRule,
  testRule,
} from '../flow/custom-rule/custom-rule.ts';
import type { Deps } from '../flow/deps.ts';
import { companyToday } from '../flow/policy/detector-switch.ts';
import { findApprovedAssessments } from '../store/assessments.ts';
import { listRules, type StoredRule } from '../store/custom-rules.ts';
import type { Person } from '../store/people.ts';
import { findReplay } from '../store/replays.ts';
import { loadNames } from './names.ts';
import { parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { TUNING_AUTHORS, TUNING_READERS } from './tuning.ts';

/** The company's own rules: written by one, tested on history, put into force by another. */
export function customRuleRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/rules' });
  const ruleIdOf = (params: Record<string, string>): string => parseValue(ClientIdSchema, params['id'], 'id');

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, TUNING_READERS);
    ctx.body = await listView(deps, ctx.state.person);
  });

  router.put('/:id', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, TUNING_AUTHORS);
    const id = ruleIdOf(ctx.params);
    await saveRule(deps, actorOf(person), { id, body: parseBody(RuleBodySchema, ctx) });
    ctx.body = await listView(deps, person);
  });

  router.post('/:id/test', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, TUNING_AUTHORS);
    const ruleId = ruleIdOf(ctx.params);
    await testRule(deps, actorOf(person), { ruleId, body: parseBody(RuleTestBodySchema, ctx) });
    ctx.status = 202;
    ctx.body = await listView(deps, person);
  });

  for (const [path, act] of [
    ['enable', enableRule],
    ['disable', disableRule],
  ] as const)
    router.post(`/:id/${path}`, async (ctx) => {
      const { person } = ctx.state;
      requireRole(person, TUNING_READERS);
      const ruleId = ruleIdOf(ctx.params);
      await act(deps, actorOf(person), { ruleId, body: parseBody(RuleSwitchBodySchema, ctx) });
      ctx.body = await listView(deps, person);
    });
  return router;
}

const actorOf = ({ id, roles }: Person) => ({ personId: id, roles });

async function listView(deps: Deps, reader: Person): Promise<RuleList> {
  const today = await companyToday(deps);
  const [rules, assessments] = await Promise.all([listRules(), findApprovedAssessments()]);
  const current = assessments.filter((one) => isCurrent(one, today));
  const names = await loadNames(rules.flatMap(({ byId, enabledById = byId }) => [byId, enabledById]));
  const isAssessed = ({ piaId }: StoredRule): boolean => current.some(({ id }) => id === piaId);
  const views = rules.map(async (rule): Promise<RuleView> => {
    const { id, version, title, message, severity, staffKinds, conditions, piaId, status, byId, at } = rule;
    const replay = rule.test?.version === version ? await findReplay(rule.test.replayId) : null;
    const isTested = replay?.status === 'done';
    return {
      id,
      version,
      title,
      message,
      severity,
      staffKinds,
      conditions,
      piaId,
      status,
      by: names.person(byId),
      at: at.toISOString(),
      ...(replay && { test: { replayId: replay.id, status: replay.status } }),
      ...(rule.enabledById !== undefined && { enabledBy: names.person(rule.enabledById) }),
      ...(rule.fromDay !== undefined && { fromDay: rule.fromDay }),
      isAssessed: isAssessed(rule),
      mayEnable:
        status !== 'enabled' &&
        isTested &&
        isAssessed(rule) &&
        byId !== reader.id &&
        mayEnable(actorOf(reader)),
      mayDisable: status === 'enabled' && mayDisable(actorOf(reader)),
    };
  });
  return {
    rules: await Promise.all(views),
    assessments: current.map(({ id, body }) => ({ id, title: body.title, reviewDay: body.reviewDay })),
  };
}
