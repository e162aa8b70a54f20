import { beforeEach, describe, expect, it } from 'vitest';
import type { CardValue } from '../../../server/feishu/card-value.ts';
import { cardTexts, escapeMarkdown, formatAt } from '../../../server/feishu/cards/text.ts';
import { pressAlert as pressOnAlert } from '../../../server/flow/alert/alert-action.ts';
import { isSampled } from '../../../server/flow/alert/alert-parts.ts';
import { handleCardAction } from '../../../server/flow/card/card-action.ts';
import { buildCards } from '../../../server/flow/card.ts';
import { contactCase } from '../../../server/flow/case.ts';
import { detectNightly, detectPerson } from '../../../server/flow/detect.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findToday } from '../../../server/flow/own/today.ts';
import { todayView } from '../../../server/http/views/today-view.ts';
import { interactiveOf } from '../../../server/sandbox/card-press.ts';
import { findAlert, findAlerts, updateAlert } from '../../../server/store/alerts.ts';
import { findArrangements } from '../../../server/store/arrangements.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { listCases } from '../../../server/store/cases.ts';
import { findPerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, TIME_ZONE, type Company } from '../company.ts';

type AlertPress = Extract<CardValue, { k: 'alert' }>['a'];
const form = { kind: 'support', startTime: '10:00', endTime: '11:20', note: '' };

describe('a pressed card button', () => {
  useDatabase();
  let company: Company;
  let alertId: string;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    alertId = (await findAlerts('zhang', DAY, DAY))[0]?.id ?? '';
  });
  let events = 0;
  const press = (
    operatorOpenId: string,
    value: Record<string, unknown>,
    fields: Record<string, unknown> = {},
  ) =>
    handleCardAction(company.deps, {
      eventId: `press-${(events += 1)}`,
      operatorOpenId,
      messageId: 'om_1',
      value,
      form: fields,
    });
  const pressAlert = (openId: string, a: AlertPress, fields?: Record<string, unknown>) =>
    press(openId, { k: 'alert', id: alertId, v: 1, a }, fields);
  const theAlert = async () => (await findAlert(alertId)) ?? expect.fail('no alert');
  const theManager = async () => (await findPerson('wang')) ?? expect.fail('no manager');
  const theCase = async () => (await listCases({ limit: 1 }))[0];

  it('closes alert and case in the employee’s favour when the region’s manager arranged it', async () => {
    const reply = await pressAlert('ou_wang', 'arranged', form);
    expect(reply.toast).toMatchObject({ type: 'success' });
    expect(JSON.stringify(reply.card)).toContain('已说明：是安排的');
    await relay(company.deps);
    expect(await findAlert(alertId)).toMatchObject({ status: 'handled' });
    expect(await theCase()).toMatchObject({ state: 'closed', outcome: 'permitted' });
    expect(await findArrangements('zhang', at('09:00'), at('18:00'))).toEqual([
      expect.objectContaining({
        kind: 'support',
        byId: 'wang',
        startAt: at('10:00'),
        isSampled: isSampled(company.deps, alertId),
      }),
    ]);
    const actions = (await listAudit(`alerts:${alertId}`)).map(({ entry }) => [entry.actorId, entry.action]);
    expect(actions).toContainEqual(['wang', 'alert.arranged']);
    await detectNightly(company.deps);
    await relay(company.deps);
    expect(await findAlert(alertId)).toMatchObject({ status: 'handled' });
  });

  it.each(['ou_zhao', 'ou_li', 'ou_zhang', 'ou_zhou'])(
    'lets %s do nothing: only the area manager of the region may',
    async (openId) => {
      for (const action of ['arranged', 'data_error', 'ask', 'escalate'] as const) {
        const reply = await pressAlert(openId, action, form);
        expect(reply).toEqual({ toast: { type: 'warning', content: '仅区域负责人可处理' } });
      }
      expect(await findAlert(alertId)).toMatchObject({ status: 'open', handlings: [] });
    },
  );

  it('answers a second press with 已处理 and acts once, at the same moment too', async () => {
    const replies = await Promise.all([pressAlert('ou_wang', 'ask'), pressAlert('ou_wang', 'ask')]);
    const again = await pressAlert('ou_wang', 'escalate');
    const words = [...replies, again].map(({ toast }) => toast?.content ?? '');
    expect(words.filter((word) => word === '已处理')).toHaveLength(2);
    expect(words).toContain('已请员工说明');
    await relay(company.deps);
    expect((await findAlert(alertId))?.handlings).toHaveLength(1);
    expect((await theCase())?.history.filter(({ event }) => event === 'ask')).toHaveLength(1);
    expect(company.recording.to('ou_zhang')).toHaveLength(2);
  });

  it('asks the person without naming HR’s own deadline as theirs: that time begins with HR’s contact', async () => {
    const says = () =>
      company.recording
        .to('ou_zhang')
        .map((one) => company.recording.textOf(one))
        .join('\n');
    const waits = async () => {
      const zhang = await findPerson('zhang');
      if (!zhang) throw new Error('no person');
      return todayView(await findToday(company.deps, zhang)).waiting;
    };
    await pressAlert('ou_wang', 'ask');
    await relay(company.deps);
    const { id = '', caseNo, clock } = (await theCase()) ?? {};
    expect(says()).toContain('人力资源联系您之后，不少于 3 个工作日');
    const contactBy = formatAt(clock?.dueAt ?? new Date(0), TIME_ZONE, cardTexts());
    expect(says()).not.toContain(escapeMarkdown(contactBy));
    expect(await waits()).toEqual([{ caseId: id, caseNo }]);
    await contactCase(company.deps, { personId: 'li', roles: ['employee', 'hr'] }, { caseId: id });
    const dueAt = (await theCase())?.explanationDueAt;
    expect(await waits()).toEqual([{ caseId: id, caseNo, dueAt: dueAt?.toISOString() }]);
  });

  it.each(['ask', 'arranged'] as const)(
    'takes %s although the alert moved for another reason',
    async (action) => {
      const alert = await findAlert(alertId);
      const manager = await findPerson('wang');
      if (!alert || !manager) throw new Error('the story needs both');
      await updateAlert(alert, { set: { coveragePct: 50 } });
      const pressed = await pressOnAlert(company.deps, { alert, manager, press: { action, form } });
      expect(pressed.ok).toBe(true);
      expect((await findAlert(alertId))?.handlings.map(({ kind }) => kind)).toEqual([action]);
    },
  );

  it('leaves no permission behind when somebody else took the alert first', async () => {
    const [stale, manager] = [await findAlert(alertId), await findPerson('wang')];
    if (!stale || !manager) throw new Error('no alert');
    await pressAlert('ou_wang', 'ask');
    const late = { alert: stale, manager, press: { action: 'arranged', form } } as const;
    expect(await pressOnAlert(company.deps, late)).toEqual({
      ok: false,
      fault: 'handled',
      text: '已处理',
    });
    await relay(company.deps);
    expect(await findArrangements('zhang', at('09:00'), at('18:00'))).toEqual([]);
  });

  it('needs a form whose times cover the stay', async () => {
    expect((await pressAlert('ou_wang', 'arranged', { ...form, endTime: '11:00' })).toast?.content).toContain(
      '没有覆盖',
    );
    const none = await pressAlert('ou_wang', 'arranged', { kind: 'holiday', endTime: '25:00' });
    expect(none.toast?.content).toContain('请填写');
    expect(JSON.stringify(none.card)).not.toMatch(/holiday|25:00/);
    expect(await findAlert(alertId)).toMatchObject({ status: 'open', handlings: [] });
  });

  it('keeps what was typed into a refused form, and says beside the times why', async () => {
    const typed = { ...form, kind: 'survey', endTime: '11:00', note: '去二店帮忙' };
    const { toast, card } = await pressAlert('ou_wang', 'arranged', typed);
    expect(toast?.type).toBe('warning');
    const elements = card?.body.elements.find((element) => element.tag === 'form')?.elements;
    expect(elements).toMatchObject([
      { name: 'kind', initial_option: 'survey' },
      { name: 'startTime', initial_time: '10:00' },
      { name: 'endTime', initial_time: '11:00' },
      { tag: 'div', text: { content: toast?.content, text_color: 'red' } },
      { name: 'note', default_value: '去二店帮忙' },
      { name: 'submit' },
    ]);
    const again = await pressAlert('ou_wang', 'arranged', { ...typed, endTime: '11:20' });
    expect(again.toast?.type).toBe('success');
    expect(JSON.stringify(again.card)).not.toContain('没有覆盖');
  });

  it('covers what was seen on several days a day at a time', async () => {
    const [alert, manager] = [await findAlert(alertId), await findPerson('wang')];
    if (!alert || !manager) throw new Error('no alert');
    const earlier = {
      kind: 'fix',
      fromAt: at('09:30', '2026-11-17'),
      toAt: at('09:37', '2026-11-17'),
    } as const;
    const today = { kind: 'fix', fromAt: at('10:05'), toAt: at('11:10') } as const;
    const finding = {
      ...alert.finding,
      days: ['2026-11-17', DAY],
      startAt: earlier.fromAt,
      endAt: today.toAt,
      evidence: [earlier, today],
    };
    const pressed = (startTime: string) =>
      pressOnAlert(company.deps, {
        alert: { ...alert, finding },
        manager,
        press: { action: 'arranged', form: { ...form, startTime } },
      });
    expect(await pressed('10:30')).toMatchObject({ ok: false });
    expect(await pressed('10:00')).toMatchObject({ ok: true });
  });

  it.each(['data_error', 'ask', 'escalate'] as const)(
    'never moves a case against the employee: %s keeps its state',
    async (action) => {
      const before = await theCase();
      await pressAlert('ou_wang', action);
      await relay(company.deps);
      const after = await theCase();
      expect(after?.state).toBe(before?.state);
      expect(after?.clock).toEqual(before?.clock);
      expect(after?.history.at(-1)).toMatchObject({ actorId: 'wang', reason: `manager:${action}` });
    },
  );

  it('lets HR contact the employee from the card, and nobody else', async () => {
    const value = { k: 'case', id: (await theCase())?.id, v: 1, a: 'contact' };
    expect((await press('ou_wang', value)).toast?.content).toBe('仅 HR 可处理');
    const reply = await press('ou_li', value);
    expect(reply.toast).toMatchObject({ type: 'success' });
    expect(JSON.stringify(reply.card)).toContain('已联系员工');
    expect((await press('ou_sun', value)).toast?.content).toBe('已处理');
  });

  it('means the same when the card is refreshed while HR is asked to confirm', async () => {
    const read = async () => {
      const record = await theCase();
      const where = { collection: 'cases', id: record?.id ?? '' };
      const [built] = await buildCards(company.deps, where, 'case-hr');
      const buttons = built ? interactiveOf(built.card) : [];
      return { version: record?.version, pressed: buttons.flatMap(({ element }) => element.behaviors ?? []) };
    };
    const before = await read();
    await pressAlert('ou_wang', 'escalate');
    await relay(company.deps);
    const after = await read();
    expect(after.version).toBeGreaterThan(before.version ?? Infinity);
    expect(after.pressed).toEqual(before.pressed);
    expect(after.pressed).toContainEqual(expect.objectContaining({ type: 'callback' }));
  });

  it.each([true, false])('leaves an arrangement for HR to look at if it was drawn: %s', async (isDrawn) => {
    const keys = Array.from({ length: 200 }, (_, n) => `${n}`.padStart(32, 'k'));
    const secretKey = keys.find((key) => isSampled({ secretKey: key }, alertId) === isDrawn) ?? '';
    const asked = { alert: await theAlert(), manager: await theManager() };
    await pressOnAlert({ ...company.deps, secretKey }, { ...asked, press: { action: 'arranged', form } });
    expect((await findAlert(alertId))?.sample).toEqual(isDrawn ? { isDrawn } : undefined);
  });

  it('refuses what no button of ours carries', async () => {
    for (const value of [
      {},
      { k: 'case', id: 'x', v: 1, a: 'approve' },
      { k: 'alert', id: { $ne: '' }, v: 1, a: 'ask' },
    ])
      expect((await press('ou_wang', value)).toast?.content).toBe('这张卡片已失效');
    expect((await press('ou_stranger', { k: 'alert', id: alertId, v: 1, a: 'ask' })).toast?.type).toBe(
      'warning',
    );
  });

  it('samples about one arrangement in ten, always the same ones, which nobody can tell without the key', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => `a${n}`);
    const sampled = ids.filter((id) => isSampled(company.deps, id));
    expect(sampled.length).toBeGreaterThan(140);
    expect(sampled.length).toBeLessThan(260);
    expect(ids.filter((id) => isSampled(company.deps, id))).toEqual(sampled);
    const other = { secretKey: 'n'.repeat(32) };
    expect(ids.filter((id) => isSampled(other, id))).not.toEqual(sampled);
  });
});
