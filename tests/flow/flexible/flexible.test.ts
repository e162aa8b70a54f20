import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { FlexibleBody } from '../../../server/contract/flexible.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { handleEvent } from '../../../server/flow/event.ts';
import { endFlexible, stopFlexible, withdrawFlexible } from '../../../server/flow/flexible/flexible-end.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { monthlyReport } from '../../../server/flow/report.ts';
import { watchFlexible } from '../../../server/flow/flexible/flexible-watch.ts';
import { requestFlexible } from '../../../server/flow/flexible/flexible.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { forgetExpired } from '../../../server/flow/retention.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findDetections } from '../../../server/store/detections.ts';
import { findFlexible, insertFlexible, listFlexible } from '../../../server/store/flexible-shifts.ts';
import { findPerson, savePerson } from '../../../server/store/people.ts';
import { readPersonalData } from '../../../server/store/personal-data.ts';
import { findDaySchedules, findSchedules, saveSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { buildFlexible } from '../../support/flexible.ts';
import { buildPunch, buildPunches } from '../../support/phone.ts';
import {
  at,
  buildPerson,
  createCompany,
  DAY,
  dwell,
  giveShift,
  TIME_ZONE,
  dayEnd,
  type Company,
} from '../company.ts';

const zhang = buildPerson({ id: 'zhang', name: '张导购', leaderOpenId: 'ou_boss' });
const self = { personId: 'zhang', roles: ['employee'] };
const EVE = '2026-11-18';
const NEXT = '2026-11-20';

useDatabase();
let company: Company;
let events = 0;
beforeEach(async () => {
  company = await createCompany();
  for (const day of [DAY, NEXT]) await giveShift('zhang', day);
  company.setNow(at('12:00', EVE));
});

/** The eve's request: Thursday and Friday from noon on. */
const body = (overrides: Partial<FlexibleBody> = {}): FlexibleBody => ({
  id: uuidv7(),
  weekdays: [4, 5],
  startTime: '12:00',
  endTime: '21:00',
  fromDay: DAY,
  toDay: NEXT,
  reason: 'child_or_elder',
  note: '孩子上午看病',
  ...overrides,
});
const ask = async (overrides: Partial<FlexibleBody> = {}) => {
  const { id } = await requestFlexible(company.deps, zhang, body(overrides));
  await relay(company.deps);
  return id;
};
/** One answer in the chat to the newest question. */
const answer = async (
  status: 'APPROVED' | 'REJECTED' | 'CANCELED',
  openId?: string,
  {
    comment = '同意',
    event = status,
  }: { comment?: string; event?: typeof status | 'OVERTIME_CLOSE' | 'REVERTED' } = {},
) => {
  const { instance } = company.recording.approvals.at(-1) ?? { instance: { instanceCode: '' } };
  if (event === status) company.recording.decide(instance.instanceCode, status, openId, undefined, comment);
  const eventId = `e-${(events += 1)}`;
  const { instanceCode } = instance;
  await receiveEvent(company.deps, { kind: 'approval', eventId, instanceCode, status: event });
  await handleEvent(company.deps, eventId);
  await sweep(company.deps);
};
const stored = async (id: string) => (await findFlexible(id)) ?? expect.fail('no request');
const told = (openId: string) =>
  company.recording
    .to(openId)
    .map((one) => company.recording.textOf(one))
    .join();
const spansOf = async (day: string) =>
  (await findSchedules('zhang', day, day)).flatMap(({ shifts }) =>
    shifts.map(({ startAt, endAt }) => [startAt, endAt]),
  );
const usual = (day: string) => [[at('09:00', day), at('18:00', day)]];
const flexed = (day: string) => [[at('12:00', day), at('21:00', day)]];

describe('a request for flexible hours', () => {
  it('asks the superior with the shift before and after, and becomes working time with the yes', async () => {
    const id = await ask();
    const asked = company.recording.approvals.at(-1);
    expect(asked).toMatchObject({ approvalCode: 'FLEXIBLE', approverOpenIds: ['ou_boss'] });
    const form = Object.fromEntries((asked?.form ?? []).map(({ id: field, value }) => [field, value]));
    expect(form).toMatchObject({
      person: '张导购',
      period: '2026-11-19 - 2026-11-20 周四、周五',
      hours: '12:00-21:00 9 h',
      before: '09:00-18:00 9 h',
      reason: '照顾孩子或老人',
      note: '孩子上午看病',
    });
    expect(await spansOf(DAY)).toEqual(usual(DAY));
    await answer('APPROVED', 'ou_boss', { comment: '请与同事交接' });
    expect(await stored(id)).toMatchObject({ status: 'approved', comment: '请与同事交接' });
    expect([await spansOf(DAY), await spansOf(NEXT)]).toEqual([flexed(DAY), flexed(NEXT)]);
    const [everybody] = await findDaySchedules([NEXT]);
    expect(everybody?.shifts).toMatchObject([{ startAt: at('12:00', NEXT) }]);
    expect(told('ou_zhang')).toContain('已同意');
    expect(told('ou_zhang')).toContain('飞书考勤');
  });

  it('leaves in the audit chain who decided when, and not a word of why', async () => {
    const id = await ask();
    await answer('APPROVED', 'ou_boss');
    const entries = (await listAudit(`flexible_shifts:${id}`)).map(({ entry }) => entry);
    expect(entries.map(({ action, actorId, to }) => [action, actorId, to])).toEqual([
      ['flexible.submit', 'zhang', 'pending'],
      ['flexible.decide', 'boss', 'approved'],
    ]);
    for (const word of ['孩子', 'child', '同意']) expect(JSON.stringify(entries)).not.toContain(word);
  });

  it('that is refused leaves the shift as it was, and the person reads the reason; none is no refusal', async () => {
    const id = await ask();
    await answer('REJECTED', 'ou_boss', { comment: ' ' });
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'manager' });
    await answer('REJECTED', 'ou_boss', { comment: '当天只有您一人在店' });
    expect(await stored(id)).toMatchObject({ status: 'rejected', comment: '当天只有您一人在店' });
    expect(await spansOf(DAY)).toEqual(usual(DAY));
    expect(told('ou_zhang')).toContain('当天只有您一人在店');
  });

  it('sent twice is one, also after it was answered; under the same id with other hours it is a conflict', async () => {
    const wanted = body();
    await Promise.all([1, 2].map(() => requestFlexible(company.deps, zhang, wanted)));
    await relay(company.deps);
    await answer('APPROVED', 'ou_boss');
    company.setNow(at('12:00', NEXT));
    expect(await requestFlexible(company.deps, zhang, wanted)).toMatchObject({ status: 'approved' });
    expect(await listFlexible('zhang')).toHaveLength(1);
    expect(company.recording.approvals).toHaveLength(1);
    for (const other of [
      { ...wanted, endTime: '20:00' },
      { ...wanted, reason: 'health' as const },
    ])
      await expect(requestFlexible(company.deps, zhang, other)).rejects.toMatchObject({
        code: 'flexible_conflict',
      });
    const li = buildPerson({ id: 'li' });
    await expect(requestFlexible(company.deps, li, wanted)).rejects.toMatchObject({
      code: 'flexible_conflict',
    });
  });

  it('of two for the same day sent at once keeps one', async () => {
    const sent = [body(), body({ weekdays: [5], fromDay: NEXT, startTime: '11:00', endTime: '20:00' })];
    const results = await Promise.allSettled(sent.map((one) => requestFlexible(company.deps, zhang, one)));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({ reason: { status: 400 } });
    expect(await listFlexible('zhang')).toHaveLength(1);
  });

  it('that is over leaves its days to another', async () => {
    const id = await ask();
    const { version } = await stored(id);
    await withdrawFlexible(company.deps, self, { id, version });
    expect(await stored(await ask())).toMatchObject({ status: 'pending' });
    await answer('REJECTED', 'ou_boss', { comment: '周四人手不够' });
    expect(await stored(await ask())).toMatchObject({ status: 'pending' });
  });

  it('is due before its first shift, and else in working days', async () => {
    expect((await stored(await ask())).dueAt).toEqual(at('08:45', DAY));
    await giveShift('zhang', '2026-11-30');
    const late = { weekdays: [1], fromDay: '2026-11-30', toDay: '2026-11-30' };
    expect((await stored(await ask(late))).dueAt).toEqual(dayEnd(NEXT));
  });

  it('that may not be is refused at its field, and nobody is asked', async () => {
    await ask({ weekdays: [4], toDay: DAY });
    const before = company.recording.approvals.length;
    const friday = { weekdays: [5], fromDay: NEXT, startTime: '10:00' };
    const wrong: [Partial<FlexibleBody>, string, string][] = [
      [{ startTime: '10:00' }, 'fromDay', 'overlaps_request'],
      [friday, 'endTime', 'day_hours'],
      [{ fromDay: EVE, toDay: EVE, weekdays: [3] }, 'weekdays', 'no_shift'],
    ];
    for (const [change, field, reason] of wrong) {
      const fault = expect.objectContaining({ field, reason: expect.stringContaining(reason) });
      await expect(requestFlexible(company.deps, zhang, body(change))).rejects.toMatchObject({
        status: 400,
        details: { fields: expect.arrayContaining([fault]) },
      });
    }
    await relay(company.deps);
    expect(company.recording.approvals).toHaveLength(before);
  });

  it('cannot be made where the tenant has no approval for it', async () => {
    const { flexible: _none, ...approvalCodes } = company.deps.approvalCodes;
    await expect(requestFlexible({ ...company.deps, approvalCodes }, zhang, body())).rejects.toMatchObject({
      code: 'approval_not_set_up',
    });
  });

  it.each([
    ['passed on', at('09:00', DAY)],
    ['given up', at('12:00', '2026-11-28')],
  ])('that was answered is not %s before the event of the answer has come', async (_what, now) => {
    const id = await ask();
    const code = company.recording.approvals.at(-1)?.instance.instanceCode ?? '';
    company.recording.decide(code, 'APPROVED', 'ou_boss', at('18:00', EVE));
    company.setNow(now);
    await watchFlexible(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'approved', decidedById: 'boss' });
  });

  it('goes to HR when the superior is silent, and in the end lapses; the person is told', async () => {
    const id = await ask();
    company.setNow(at('09:30', '2026-11-23'));
    await sweep(company.deps);
    await sweep(company.deps);
    const [first, second] = company.recording.approvals;
    expect(first?.instance.status).toBe('CANCELED');
    expect(['ou_li', 'ou_sun']).toContain(second?.approverOpenIds[0]);
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'hr' });
    company.setNow(at('12:00', '2026-11-28'));
    await sweep(company.deps);
    await sweep(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'lapsed' });
    expect(company.recording.approvals.at(-1)?.instance.status).toBe('CANCELED');
    company.setNow(at('10:00', '2026-11-30'));
    await relay(company.deps);
    expect(told('ou_zhang')).toContain('已失效');
  });

  it('that cannot be looked at holds up no other', async () => {
    const broken = buildPerson({ id: 'broken', timeZone: 'Nowhere/None' });
    await savePerson(broken);
    const id = await ask();
    const request = buildFlexible({ personId: broken.id, submittedAt: at('11:00', EVE) });
    await insertFlexible(request);
    company.setNow(at('09:30', '2026-11-23'));
    await expect(watchFlexible(company.deps)).rejects.toThrow('flexible shifts');
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'hr' });
  });

  it('is withdrawn by the person, here or in the chat; the other end follows', async () => {
    const id = await ask();
    const { version } = await stored(id);
    await expect(withdrawFlexible(company.deps, self, { id, version: version + 1 })).rejects.toMatchObject({
      code: 'stale_version',
    });
    await withdrawFlexible(company.deps, self, { id, version });
    await relay(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'withdrawn' });
    expect(company.recording.approvals.at(-1)?.instance.status).toBe('CANCELED');
    await answer('APPROVED', 'ou_boss');
    expect(await stored(id)).toMatchObject({ status: 'withdrawn' });
    const other = await ask();
    await answer('CANCELED', 'ou_zhang');
    expect(await stored(other)).toMatchObject({ status: 'withdrawn' });
  });

  it('counts no answer of somebody who was not asked', async () => {
    const id = await ask();
    await answer('APPROVED', 'ou_zhou');
    expect(await stored(id)).toMatchObject({ status: 'pending' });
    expect((await stored(id)).answers.at(-1)).toMatchObject({ result: 'void', why: 'not_your_role' });
  });
});

describe('agreed flexible hours', () => {
  const agreed = async () => {
    const id = await ask();
    await answer('APPROVED', 'ou_boss');
    return id;
  };

  it('end for the days that have not begun: by the person, and whoever agreed is told', async () => {
    const id = await agreed();
    company.setNow(at('13:00'));
    const { version } = await stored(id);
    await stopFlexible(company.deps, self, { id, version });
    await relay(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'ended', lastDay: DAY });
    expect([await spansOf(DAY), await spansOf(NEXT)]).toEqual([flexed(DAY), usual(NEXT)]);
    expect(told('ou_boss')).toContain('员工已提前结束');
    await expect(stopFlexible(company.deps, self, { id, version: version + 1 })).rejects.toMatchObject({
      code: 'illegal_transition',
    });
  });

  it('end by HR with a reason the person reads, and not by anybody else', async () => {
    const id = await agreed();
    const { version } = await stored(id);
    const input = { id, version, reason: '门店改为早班盘点，无人替班' };
    for (const [actor, refusal] of [
      [{ personId: 'boss', roles: ['employee', 'legal'] }, 'forbidden'],
      [{ personId: 'zhang', roles: ['employee', 'hr'] }, 'forbidden'],
    ] as const)
      await expect(
        endFlexible(company.deps, { ...actor, roles: [...actor.roles] }, input),
      ).rejects.toMatchObject({ code: refusal });
    await endFlexible(company.deps, { personId: 'li', roles: ['hr'] }, input);
    await relay(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'ended', lastDay: EVE, endedById: 'li' });
    expect(await spansOf(DAY)).toEqual(usual(DAY));
    expect(told('ou_zhang')).toContain('门店改为早班盘点');
  });

  it('end when the yes is taken back on the platform: days that have begun were worked by them and stay', async () => {
    const id = await agreed();
    company.setNow(at('13:00'));
    await answer('APPROVED', undefined, { event: 'REVERTED' });
    expect(await stored(id)).toMatchObject({ status: 'ended', lastDay: DAY });
    expect([await spansOf(DAY), await spansOf(NEXT)]).toEqual([flexed(DAY), usual(NEXT)]);
  });

  it('end with the person’s exit, and what waits is asked of nobody any more', async () => {
    const id = await agreed();
    const far = { fromDay: '2026-11-26', toDay: '2026-11-26', weekdays: [4] };
    const waiting = await ask(far);
    const person = await findPerson('zhang');
    if (!person) throw new Error('no zhang');
    await savePerson({ ...person, isActive: false, leftAt: company.deps.now() });
    await watchFlexible(company.deps);
    await relay(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'ended', lastDay: EVE });
    expect(await stored(waiting)).toMatchObject({ status: 'withdrawn' });
    expect(company.recording.approvals.at(-1)?.instance.status).toBe('CANCELED');
  });

  it('are in the copy of everything the company has, and gone a year after their last day', async () => {
    await agreed();
    const copy = await readPersonalData({ id: 'zhang', employeeNo: 'E-zhang' });
    expect(copy.get('flexible_shifts')).toMatchObject([{ note: '孩子上午看病', startTime: '12:00' }]);
    company.setNow(at('12:00', '2027-11-18'));
    expect(await forgetExpired(company.deps)).toMatchObject({ flexible: 0 });
    company.setNow(at('12:00', '2027-11-22'));
    expect(await forgetExpired(company.deps)).toMatchObject({ flexible: 1 });
    expect(await listFlexible('zhang')).toEqual([]);
  });
});

describe('a day that was judged while a request for it waited', () => {
  const alert = async () => (await findAlerts('zhang', DAY, DAY))[0];
  const judge = async (from: string, to: string) => {
    company.setNow(at('22:00'));
    await dwell('zhang', { from, to });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
  };

  it('loses what was found in the time that turns out to have been free', async () => {
    await ask({ weekdays: [4] });
    await judge('10:00', '11:20');
    expect(await alert()).toMatchObject({ status: 'open' });
    await answer('APPROVED', 'ou_boss');
    company.setNow(new Date(+company.deps.now() + 60_000));
    await sweep(company.deps);
    expect(await alert()).toMatchObject({ status: 'cleared' });
  });

  it('keeps what was found in the time of both', async () => {
    await ask({ weekdays: [4] });
    await judge('14:00', '15:20');
    await answer('APPROVED', 'ou_boss');
    company.setNow(new Date(+company.deps.now() + 60_000));
    await sweep(company.deps);
    expect(await alert()).toMatchObject({ status: 'open' });
  });

  it('loses what was found in its second shift, whose place the agreed hours took', async () => {
    const part = (id: string, from: string, to: string) => ({
      id: `${DAY}:S1:${id}`,
      startAt: at(from),
      endAt: at(to),
      breaks: [],
      placeId: 'store',
    });
    const shifts = [part('1', '09:00', '13:00'), part('0', '15:00', '19:00')];
    const base = { personId: 'zhang', day: DAY, timeZone: TIME_ZONE, leaves: [], trips: [] };
    await saveSchedules([{ ...base, shifts }]);
    await ask({ weekdays: [4], startTime: '10:00', endTime: '14:00' });
    await judge('16:00', '17:20');
    expect(await alert()).toMatchObject({ status: 'open', shiftId: `${DAY}:S1:0` });
    await answer('APPROVED', 'ou_boss');
    company.setNow(new Date(+company.deps.now() + 60_000));
    await sweep(company.deps);
    expect(await alert()).toMatchObject({ status: 'cleared' });
    const left = (await findDetections('zhang', DAY, DAY)).filter(({ result }) =>
      (result?.findings ?? []).some(({ verdict }) => verdict === 'supported'),
    );
    expect(left).toEqual([]);
  });

  it.each([
    ['the agreed hours', '12:00', '21:00'],
    ['the usual hours', '09:00', '18:00'],
  ])('counts as worked what was worked by %s', async (_, from, to) => {
    await ask({ weekdays: [4] });
    for (const [kind, clock] of [
      ['in', from],
      ['out', to],
    ] as const) {
      company.setNow(at(clock));
      const punch = buildPunch(clock, { kind, location: undefined });
      await takePunches(company.deps, zhang, buildPunches([punch], { sentAtMs: +at(clock) }));
    }
    company.setNow(at('22:00'));
    const worked = async () =>
      (await monthlyReport(zhang, '2026-11', company.deps.now())).days.map(({ workedMin }) => workedMin);
    await answer('APPROVED', 'ou_boss');
    expect(await worked()).toEqual([9 * 60]);
  });
});
