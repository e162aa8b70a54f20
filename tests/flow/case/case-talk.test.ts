import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Card } from '../../../server/contract/card.ts';
import { MOST } from '../../../server/contract/limits.ts';
import { handleCardAction } from '../../../server/flow/card/card-action.ts';
import { setOwnDay } from '../../../server/flow/company/calendar.ts';
import { writeMessage } from '../../../server/flow/case/case-message.ts';
import { endOpenWait, startWait } from '../../../server/flow/case/case-wait.ts';
import { contactCase, extendVerification, finishExplaining, talkCase } from '../../../server/flow/case.ts';
import { reminderMoments } from '../../../server/domain/case/reminders.ts';
import { saveDuty } from '../../../server/flow/case/duty.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { stepViews } from '../../../server/http/views/case-step-views.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { saveReminder } from '../../../server/store/case-clocks.ts';
import { listCases } from '../../../server/store/cases.ts';
import { recordRead } from '../../../server/store/reads.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { hr, lead, reason, startWalk, subject, type Walk } from './case-walk.ts';
import { at, createCompany, DAY, dwell, giveShift, TIME_ZONE, dayEnd } from '../company.ts';

const titleOf = (card: Card): string => card.header?.title.content ?? '';

describe('a case that runs', { timeout: 120_000 }, () => {
  useDatabase();
  let walk: Walk;
  beforeEach(async () => {
    walk = await startWalk();
  });
  const told = (who: string): string =>
    walk.company.recording
      .to(who)
      .map((message) => walk.company.recording.textOf(message))
      .join('\n');

  const cardsTo = (who: string): string[] =>
    walk.company.recording.to(who).map((message) => walk.company.recording.textOf(message));
  /** The sweep at four fifths of the running clock, and what it sends, the next morning at the latest. */
  const toMostOf = async (): Promise<void> => {
    const { deps, company } = walk;
    const { clock } = await walk.load();
    if (!clock) throw new Error('no clock');
    const rule = { urgentAfterMin: 60, zone: { timeZone: TIME_ZONE } };
    const most = reminderMoments(clock, rule).find(({ step }) => step === 'most');
    company.setNow(most?.at ?? clock.dueAt);
    await sweep(deps);
    await relay(deps);
  };

  it('carries HR’s words to the person without a name, and the answer from the card back, word for word', async () => {
    const { deps, caseId } = walk;
    const body = { id: uuidv7(), text: '请补充当天的送货单' };
    await writeMessage(deps, hr, { caseId, body });
    await writeMessage(deps, hr, { caseId, body });
    await relay(deps);
    expect(told('ou_zhang')).toContain('请补充当天的送货单');
    const press = (openId: string, text: string) =>
      handleCardAction(deps, {
        eventId: uuidv7(),
        operatorOpenId: openId,
        messageId: 'om_1',
        value: { k: 'reply', id: caseId, m: body.id },
        form: { text },
      });
    expect(await press('ou_zhang', '单据在店长那里')).toMatchObject({ toast: { type: 'success' } });
    await press('ou_zhang', '单据在店长那里');
    expect(await press('ou_wang', '冒充')).toMatchObject({ toast: { type: 'warning' } });
    expect(await press('ou_zhang', '  ')).toMatchObject({ toast: { type: 'warning' } });
    await relay(deps);
    const { messages = [] } = await walk.load();
    expect(messages.map(({ from, text }) => [from, text])).toEqual([
      ['hr', '请补充当天的送货单'],
      ['subject', '单据在店长那里'],
    ]);
    expect(told('ou_li')).toContain('单据在店长那里');
    expect(told('ou_li')).not.toContain('张导购');
    expect(JSON.stringify(await listAudit(`cases:${caseId}`))).not.toContain('单据');
  });

  it('brings the note that HR wrote with the contact to the person and to whoever reads the case', async () => {
    const { deps, caseId } = walk;
    await contactCase(deps, hr, { caseId, note: '不是结论，有单据可以一起给' });
    await relay(deps);
    expect(told('ou_zhang')).toContain('不是结论，有单据可以一起给');
    const { contact } = stepViews(await walk.load(), (id) => id);
    expect(contact).toMatchObject({ by: 'li', note: '不是结论，有单据可以一起给' });
  });

  it('takes a press although the case moves at the same moment: what people do names no version', async () => {
    const { deps, caseId } = walk;
    const texts = ['第一句', '第二句', '第三句'];
    await Promise.all([
      contactCase(deps, hr, { caseId }),
      ...texts.map((text) => writeMessage(deps, hr, { caseId, body: { id: uuidv7(), text } })),
    ]);
    const record = await walk.load();
    expect(record.state).toBe('contacted');
    expect((record.messages ?? []).map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
  });

  it('leaves the person the own word however much HR writes', async () => {
    const { deps, caseId } = walk;
    const message = (n: number) => ({ id: `m${n}`, at: at('12:00'), from: 'hr', byId: 'li', text: '请补充' });
    const messages = Array.from({ length: MOST.messages }, (_, n) => message(n));
    await mongoose.connection
      .collection<{ _id: string }>('cases')
      .updateOne({ _id: caseId }, { $set: { messages } });
    const body = { id: uuidv7(), text: '单据在店长那里' };
    await expect(writeMessage(deps, hr, { caseId, body })).rejects.toMatchObject({
      why: 'too_many_messages',
    });
    expect((await writeMessage(deps, subject, { caseId, body })).messages?.at(-1)?.text).toBe(body.text);
  });

  it('takes another text under a known message id for a fault, and changes nothing', async () => {
    const { deps, caseId } = walk;
    const id = uuidv7();
    await writeMessage(deps, hr, { caseId, body: { id, text: '第一句' } });
    await expect(writeMessage(deps, hr, { caseId, body: { id, text: '改过的' } })).rejects.toMatchObject({
      code: 'message_id_taken',
    });
    expect((await walk.load()).messages?.map(({ text }) => text)).toEqual(['第一句']);
  });

  it('lets the person explain in several steps, and say when that was all', async () => {
    const { deps, caseId } = walk;
    await walk.contact();
    await walk.explain(false);
    expect(await walk.load()).toMatchObject({ state: 'contacted', clock: { kind: 'explanation' } });
    await expect(walk.verify()).rejects.toMatchObject({ code: 'explanation_running' });
    await writeMessage(deps, subject, { caseId, body: { id: uuidv7(), text: '补充：有客户签收' } });
    await finishExplaining(deps, subject, { caseId, version: await walk.version() });
    expect(await walk.load()).toMatchObject({ clock: { kind: 'verification' } });
    expect(await walk.verify()).toMatchObject({ state: 'verified', clock: { kind: 'decision' } });
  });

  it('reminds a person who has said nothing once, when most of the time to explain is over', async () => {
    const { deps, company } = walk;
    await walk.contact();
    await relay(deps);
    await toMostOf();
    const reminders = () => cardsTo('ou_zhang').filter((text) => text.includes('说明期快到了'));
    expect(reminders()).toHaveLength(1);
    expect(reminders()[0]).toContain('不说明不等于承认');
    company.setNow(new Date(+deps.now() + 3_600_000));
    await sweep(deps);
    await relay(deps);
    expect(reminders()).toHaveLength(1);
    expect((await walk.load()).pending).toEqual([]);
  });

  it('reminds nobody who has spoken, not even while the reminder waits for the morning', async () => {
    const { deps, company } = walk;
    await walk.contact();
    await relay(deps);
    const { clock } = await walk.load();
    company.setNow(at('22:00', '2026-11-23'));
    if (clock) await saveReminder(await walk.load(), 'most', ['explain-soon']);
    await relay(deps);
    await walk.explain(false);
    company.setNow(at('09:00', '2026-11-24'));
    await relay(deps);
    expect((await walk.load()).pending).toEqual([]);
    expect(cardsTo('ou_zhang').join()).not.toContain('说明期快到了');
  });

  it('says on every card that asked for an answer when the time for it is over, and that one is still taken', async () => {
    const { company, deps } = walk;
    await walk.contact();
    await relay(deps);
    await toMostOf();
    company.setNow((await walk.load()).explanationDueAt ?? deps.now());
    await sweep(deps);
    await relay(deps);
    const asked = company.recording.to('ou_zhang').filter(({ card }) => titleOf(card) === '请您说明一个情况');
    const shown = asked.map((message) => company.recording.textOf(message));
    expect(shown).toHaveLength(2);
    for (const text of shown) {
      expect(text).toContain('说明期已过，核实完成前仍可说明');
      expect(text).not.toContain('不少于');
    }
    await walk.verify();
    await relay(deps);
    expect(company.recording.textOf(asked[0])).toContain('说明期已过');
    expect(company.recording.textOf(asked[0])).not.toContain('仍可说明');
  });

  it('retires what reminded HR of a deadline when the case has moved on, and when they are reminded again', async () => {
    const { company, deps } = walk;
    const reminders = () =>
      company.recording
        .to('ou_li')
        .filter(({ card }) => titleOf(card).includes('的期限'))
        .map((message) => company.recording.textOf(message));
    const step = async (name: 'half' | 'most'): Promise<void> => {
      company.setNow(at(name === 'half' ? '09:30' : '10:30', '2026-11-20'));
      await saveReminder(await walk.load(), name);
      await relay(deps);
    };
    await step('half');
    expect(reminders()).toEqual([expect.stringContaining('时间已过半')]);
    await step('most');
    expect(reminders()).toEqual([expect.stringContaining('已再次提醒'), expect.stringContaining('即将到期')]);
    await walk.contact();
    await relay(deps);
    expect(reminders()).toEqual([
      expect.stringContaining('已进入下一步'),
      expect.stringContaining('已进入下一步'),
    ]);
    expect(reminders()[1]).not.toContain('去处理');
  });

  it('reminds nobody of a deadline that was met while the reminder waited for the morning', async () => {
    const { company, deps } = walk;
    company.setNow(at('22:00', '2026-11-23'));
    await saveReminder(await walk.load(), 'half');
    await walk.contact();
    company.setNow(at('09:30', '2026-11-24'));
    await relay(deps);
    expect(told('ou_li')).not.toContain('时间已过半');
  });

  it('tells HR on the card itself when a deadline is missed, and is quiet while the others are to act', async () => {
    const { company, deps } = walk;
    const card = () => company.recording.to('ou_li').find((one) => titleOf(one.card).startsWith('个案'));
    const template = () => (card()?.updates.at(-1) ?? card()?.card)?.header?.template;
    expect(template()).toBe('blue');
    const { clock } = await walk.load();
    company.setNow(new Date(+(clock?.dueAt ?? 0) + 60_000));
    await sweep(deps);
    await relay(deps);
    expect(template()).toBe('red');
    await walk.contact();
    await relay(deps);
    expect(template()).toBe('grey');
    await walk.explain();
    await relay(deps);
    expect(template()).toBe('blue');
  });

  it('gives the verification three more working days, once, by the HR lead', async () => {
    const { deps, caseId } = walk;
    await walk.contact();
    await walk.explain();
    const before = (await walk.load()).clock?.dueAt;
    const extend = async (actor = lead) =>
      extendVerification(deps, actor, { caseId, version: await walk.version(), reason });
    await expect(extend({ ...lead, roles: ['hr'] })).rejects.toMatchObject({ status: 403 });
    await extend();
    expect([before, (await walk.load()).clock?.dueAt]).toEqual([dayEnd('2026-11-24'), dayEnd('2026-11-27')]);
    await expect(extend()).rejects.toMatchObject({ code: 'already_extended' });
  });

  it('waits with a clock of its own, and proposes nothing meanwhile', async () => {
    const { deps, caseId } = walk;
    await walk.contact();
    await walk.explain();
    await walk.verify();
    const body = { version: await walk.version(), kind: 'union_reply', reason } as const;
    await startWait(deps, hr, { caseId, body });
    expect(await walk.load()).toMatchObject({
      clock: { kind: 'union_reply', dueAt: dayEnd('2026-12-03') },
    });
    await expect(walk.propose()).rejects.toMatchObject({ code: 'case_waiting' });
    walk.company.setNow(at('10:00', '2026-11-26'));
    await endOpenWait(deps, hr, { caseId, version: await walk.version(), reason });
    expect(await walk.load()).toMatchObject({
      clock: { kind: 'decision', dueAt: dayEnd('2026-12-01') },
    });
    await walk.propose();
  });

  it('asks for the last day of a leave, refuses one out of bounds, and goes on by itself when the leave is over', async () => {
    const { deps, caseId } = walk;
    await walk.contact();
    await walk.explain();
    await walk.verify();
    const wait = async (dueDay?: string) => {
      const due = dueDay === undefined ? {} : { dueDay };
      const body = { version: await walk.version(), kind: 'leave' as const, reason, ...due };
      return startWait(deps, hr, { caseId, body });
    };
    await expect(wait()).rejects.toMatchObject({ code: 'due_day_missing' });
    await expect(wait(DAY)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(wait('2027-03-01')).rejects.toMatchObject({ code: 'invalid_input' });
    await wait('2026-11-25');
    walk.company.setNow(dayEnd('2026-11-25'));
    await sweep(deps);
    expect(await walk.load()).toMatchObject({ clock: { kind: 'decision' } });
    expect((await walk.load()).history.at(-1)).toMatchObject({ event: 'resume', actorId: 'system' });
  });

  it('moves its deadline with the company’s calendar at the next sweep, and the person’s card too', async () => {
    const { deps } = walk;
    await walk.contact();
    await relay(deps);
    expect((await walk.load()).explanationDueAt).toEqual(dayEnd('2026-11-24'));
    await expect(setOwnDay(deps, hr, { day: '2026-11-24', kind: 'rest' })).rejects.toMatchObject({
      status: 403,
    });
    await setOwnDay(deps, lead, { day: '2026-11-24', kind: 'rest' });
    await sweep(deps);
    expect(await walk.load()).toMatchObject({
      explanationDueAt: dayEnd('2026-11-25'),
      clock: { dueAt: dayEnd('2026-11-25') },
    });
    expect(told('ou_zhang')).toContain('11月25日 23&#58;59');
    const recount = { event: 'recount', actorId: 'system', from: 'contacted', to: 'contacted' };
    expect((await walk.load()).history.at(-1)).toMatchObject({
      ...recount,
      reason: 'clock:explanation 2026-11-24 → 2026-11-25',
    });
    await sweep(deps);
    expect((await walk.load()).history.filter(({ event }) => event === 'recount')).toHaveLength(1);
    const actions = (await listAudit(`cases:${walk.caseId}`)).map(({ entry }) => entry.action);
    expect(actions.filter((action) => action === 'case.recount')).toHaveLength(1);
    await setOwnDay(deps, lead, { day: '2026-11-22', kind: 'work' });
    await sweep(deps);
    expect(await walk.load(), 'what the person was told never gets shorter').toMatchObject({
      explanationDueAt: dayEnd('2026-11-25'),
    });
  });

  it('holds HR to the days as they are now, earlier or later, and a wait that was counted in them', async () => {
    const { deps, caseId } = walk;
    await walk.contact();
    await walk.explain();
    await setOwnDay(deps, lead, { day: '2026-11-21', kind: 'work' });
    await sweep(deps);
    expect(await walk.load()).toMatchObject({
      clock: { kind: 'verification', dueAt: dayEnd('2026-11-23') },
      history: expect.arrayContaining([
        expect.objectContaining({ event: 'recount', reason: 'clock:verification 2026-11-24 → 2026-11-23' }),
      ]),
    });
    await walk.verify();
    const body = { version: await walk.version(), kind: 'union_reply', reason } as const;
    await startWait(deps, hr, { caseId, body });
    await setOwnDay(deps, lead, { day: '2026-12-02', kind: 'rest' });
    await sweep(deps);
    const { waits, clock } = await walk.load();
    expect(clock).toMatchObject({ kind: 'union_reply', dueAt: dayEnd('2026-12-03') });
    expect(waits?.at(-1)).toMatchObject({ dueAt: dayEnd('2026-12-03') });
  });

  it('reminds at half, at 80 % and when it is due, then rings up the HR lead', async () => {
    const { deps, company } = walk;
    const reminders = (who: string) =>
      company.recording
        .to(who)
        .map((message) => company.recording.textOf(message))
        .filter((text) => text.includes('的期限')).length;
    const steps: [Date, number, number][] = [];
    for (const when of [at('11:59', '2026-11-20'), at('12:00', '2026-11-20'), at('13:00', '2026-11-20')]) {
      company.setNow(when);
      await sweep(deps);
      steps.push([when, reminders('ou_li'), company.recording.urged.length]);
    }
    expect(steps.map(([, toHr, rung]) => [toHr, rung])).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
    ]);
    expect(reminders('ou_sun')).toBeGreaterThan(0);
  });

  it('tells the person at the end who saw the name, and why', async () => {
    const { deps, caseId } = walk;
    await walk.contact();
    await walk.explain();
    const purpose = `case ${(await walk.load()).caseNo}`;
    await recordRead({ personId: 'zhang', readerId: 'li', what: 'case.name', purpose, at: deps.now() });
    await talkCase(deps, hr, { caseId, version: await walk.version(), reason });
    await relay(deps);
    expect(told('ou_zhang')).toContain('李HR（处理本案）');
  });
});

describe('the duty roster', { timeout: 120_000 }, () => {
  useDatabase();
  const entry = { fromDay: '2026-11-16', toDay: '2026-11-22', hrId: 'sun', deputyIds: ['li'] };
  const open = async (prepare: (deps: Walk['deps']) => Promise<void>) => {
    const company = await createCompany();
    await prepare(company.deps);
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    const [record] = await listCases({ limit: 1 });
    return { company, record };
  };

  it('sends a new case to who is on duty, and names who stands in', async () => {
    const { company, record } = await open((deps) => saveDuty(deps, lead, { id: 'd1', body: entry }));
    expect(record?.duty).toEqual({ hrId: 'sun', deputyIds: ['li'] });
    expect(company.recording.to('ou_sun')).toHaveLength(1);
    expect(company.recording.to('ou_li')).toHaveLength(0);
  });

  it('turns to who stands in while who is on duty is on leave', async () => {
    const { company, record } = await open(async (deps) => {
      await saveDuty(deps, lead, { id: 'd1', body: entry });
      const leave = { startAt: at('08:00'), endAt: at('20:00') };
      await saveSchedules([
        { personId: 'sun', day: DAY, timeZone: TIME_ZONE, shifts: [], leaves: [leave], trips: [] },
      ]);
    });
    expect(record?.duty).toEqual({ hrId: 'li', deputyIds: [] });
    expect(company.recording.to('ou_li')).toHaveLength(1);
  });

  it('takes only people of HR, from the HR lead', async () => {
    const { deps } = await createCompany();
    await expect(saveDuty(deps, hr, { id: 'd1', body: entry })).rejects.toMatchObject({ status: 403 });
    await expect(
      saveDuty(deps, lead, { id: 'd1', body: { ...entry, deputyIds: ['wang'] } }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
