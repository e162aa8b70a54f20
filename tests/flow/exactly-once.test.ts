import { createServer } from 'node:http';
import Koa from 'koa';
import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import type { Deps } from '../../server/flow/deps.ts';
import { handleEvents } from '../../server/flow/event.ts';
import { webhookRoutes } from '../../server/http/webhooks.ts';
import { insertDeclaration } from '../../server/store/declarations.ts';
import { savePeople } from '../../server/store/people.ts';
import { keepLog, listenForTest } from '../feishu/support.ts';
import { buildApprovalEvent, buildUserEvent, now as startAt, postSigned } from '../feishu/webhook.ts';
import { appId, encryptKey, verificationToken } from '../sandbox/support.ts';
import { useDatabase } from '../support/db.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';
import { buildPerson, createCompany } from './company.ts';

const MINUTE_MS = 60_000;
/** When the platform pushes again after a push that failed, and when somebody's proxy lets go of the last one. */
const WAVES_MS = [0, 15_000, 5 * MINUTE_MS, 65 * MINUTE_MS, 425 * MINUTE_MS, 427 * MINUTE_MS];
const SENDERS = 16;

describe('platform events', () => {
  useDatabase();

  it('events: each takes effect exactly once, repeated, out of order and seven hours late', async () => {
    const count = plannedRuns(240);
    const company = await createCompany();
    const deps: Deps = {
      ...company.deps,
      feishu: {
        ...company.deps.feishu,
        org: { ...company.deps.feishu.org, fetchUser: async () => null },
        approvals: {
          ...company.deps.feishu.approvals,
          get: async (instanceCode) => ({
            instanceCode,
            status: 'APPROVED',
            holders: [],
            deciderOpenIds: ['ou_li'],
            decidedAt: startAt,
          }),
        },
      },
    };
    const events = await prepareEvents(count);
    const url = await open(deps);
    for (const [wave, delayMs] of WAVES_MS.entries()) {
      company.setNow(new Date(+startAt + delayMs));
      const due = shuffle(events.filter((_, index) => isSentIn(index, wave)));
      const senders = Array.from({ length: SENDERS }, async (_, sender) => {
        for (let at = sender; at < due.length; at += SENDERS)
          expect((await postSigned(`${url}/feishu/events`, due[at], startAt)).status).toBe(200);
      });
      const workers = [handleEvents(deps), handleEvents(deps)];
      await Promise.all([...senders, ...workers]);
      await Promise.all([handleEvents(deps), handleEvents(deps)]);
    }
    const inbox = mongoose.connection.collection('inbox');
    expect(await inbox.countDocuments({})).toBe(count);
    const once = await inbox.countDocuments({
      handledAt: { $exists: true },
      attempts: 1,
      failure: { $exists: false },
    });
    expect(once).toBe(count);
    expect(await countPending('people', 'person.leave')).toEqual({ documents: kinds(count).left, most: 1 });
    expect(await countPending('declarations', 'declaration.decide')).toEqual({
      documents: kinds(count).approval,
      most: 1,
    });
    expect(await mongoose.connection.collection('attendance_flows').countDocuments({})).toBe(
      kinds(count).punched,
    );
    countRuns(count, count - once);
  }, 3_600_000);
});

const kindOf = (index: number) => (['punched', 'punched', 'punched', 'left', 'approval'] as const)[index % 5];
function kinds(count: number) {
  const of = (kind: string) =>
    Array.from({ length: count }, (_, n) => n).filter((n) => kindOf(n) === kind).length;
  return { punched: of('punched'), left: of('left'), approval: of('approval') };
}

/** Most events come at once and again later; every seventh is seen for the first time only at the end of the platform's patience. */
function isSentIn(index: number, wave: number): boolean {
  if (index % 7 === 3) return wave >= 4;
  return wave === index % 3 || (index + wave) % 3 === 0;
}

async function prepareEvents(count: number): Promise<unknown[]> {
  const indexes = Array.from({ length: count }, (_, n) => n);
  const leavers = indexes.filter((n) => kindOf(n) === 'left');
  await savePeople(leavers.map((n) => ({ person: buildPerson({ id: `p${n}` }), pending: [] })));
  for (const n of indexes.filter((one) => kindOf(one) === 'approval')) await declare(n);
  return indexes.map((n) => {
    if (kindOf(n) === 'approval') return buildApprovalEvent({ instance_code: `I${n}` }, { uuid: `e${n}` });
    if (kindOf(n) === 'left') {
      const event = { object: { open_id: `ou_p${n}` }, old_object: { department_ids: ['d1'] } };
      return { ...buildUserEvent({ event_id: `e${n}` }), event };
    }
    const type = 'attendance.user_flow.created_v1';
    const punch = {
      employee_id: 'u_zhang',
      record_id: `r${n}`,
      check_time: String(1_795_400_000 + n),
      risk_result: 0,
    };
    return { ...buildUserEvent({ event_id: `e${n}`, event_type: type }), event: punch };
  });
}

async function declare(n: number): Promise<void> {
  const hours = {
    weekdays: [4],
    startTime: '09:00',
    endTime: '12:00',
    fromDay: '2026-11-01',
    toDay: '2026-12-31',
  };
  await insertDeclaration({
    id: `d${n}`,
    personId: 'zhang',
    digest: 'x',
    kind: 'employed',
    ...hours,
    version: 0,
    status: 'pending',
    isNoticeOnly: false,
    isAmnesty: false,
    answers: [],
    submittedAt: startAt,
    requestId: `d${n}`,
    askedAt: startAt,
    approverIds: ['li'],
    instanceCode: `I${n}`,
    pending: [],
    sent: [],
  });
}

async function open(deps: Deps): Promise<string> {
  const app = new Koa();
  const secrets = { appId, encryptKey, verificationToken, tenantKey: 'tenant-test' };
  app.use(webhookRoutes(deps, { ...secrets, logger: keepLog().logger }).routes());
  const answer = app.callback();
  const port = await listenForTest(createServer((req, res) => void answer(req, res)));
  return `http://127.0.0.1:${port}`;
}

/** Documents that carry this audit entry, and the most of it in one of them. */
async function countPending(
  collection: string,
  action: string,
): Promise<{ documents: number; most: number }> {
  const found = await mongoose.connection
    .collection<{ pending: { entry?: { action: string } }[] }>(collection)
    .find({ 'pending.entry.action': action })
    .toArray();
  const counts = found.map(({ pending }) => pending.filter(({ entry }) => entry?.action === action).length);
  return { documents: counts.length, most: Math.max(0, ...counts) };
}

function shuffle<T>(items: readonly T[]): T[] {
  return items
    .map((item, index) => ({ item, order: Math.imul(index + 1, 2_654_435_761) >>> 0 }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
