import { beforeEach, describe, expect, it } from 'vitest';
import { platformFailed } from '../../../server/errors.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { relay } from '../../../server/flow/relay.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { verifyAudit, listAudit } from '../../../server/store/audit.ts';
import { saveReminder } from '../../../server/store/case-clocks.ts';
import { listCases } from '../../../server/store/cases.ts';
import { findUnfinished } from '../../../server/store/outbox.ts';
import { savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

describe('a card on its way', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
  });
  const later = (minutes: number) => company.setNow(new Date(+company.deps.now() + minutes * 60_000));
  /** A platform that refuses one receiver with this code. */
  const refusing = (receiver: string, code: number): Deps => {
    const { messages } = company.deps.feishu;
    const sendCard: typeof messages.sendCard = async (input) => {
      if (input.to.id === receiver) throw platformFailed('im.message.create', code);
      return messages.sendCard(input);
    };
    return { ...company.deps, feishu: { ...company.deps.feishu, messages: { ...messages, sendCard } } };
  };
  const waiting = async () =>
    (await findUnfinished(new Date('2100-01-01'), 10)).flatMap(({ pending }) => pending);

  it.each([
    ['has left', 'ou_wang', 230013],
    ['is a chat without the bot', 'oc_pudong', 230002],
    ['is unknown', 'ou_zhang', 99992351],
  ])(
    'does not keep others waiting when its receiver %s: it is noted, and an administrator told',
    async (_, to, code) => {
      await savePerson(buildPerson({ id: 'it', roles: ['employee', 'admin'] }));
      const deps = refusing(to, code);
      await detectPerson(deps, 'zhang');
      await relay(deps);
      const others = ['oc_pudong', 'ou_wang', 'ou_zhang', 'ou_li'].filter((one) => one !== to);
      expect(others.map((one) => company.recording.to(one).length)).toEqual([1, 1, 1]);
      expect(await waiting()).toEqual([]);
      const [alert] = await findAlerts('zhang', DAY, DAY);
      const noted = (await listAudit(`alerts:${alert?.id}`)).map(({ entry }) => entry);
      expect(noted).toContainEqual(
        expect.objectContaining({ action: 'card.undelivered', why: `unreachable ${code}` }),
      );
      expect(company.recording.textOf(company.recording.to('ou_it')[0])).toContain('有卡片无法送达');
      expect(await verifyAudit()).toMatchObject({ ok: true });
    },
  );

  it('is given up when the tenant’s audit refuses what it says, and tried again when only the time is wrong', async () => {
    await detectPerson(refusing('ou_wang', 230028), 'zhang');
    expect((await waiting()).filter(({ id }) => id.endsWith(':manager'))).toEqual([]);
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(refusing('ou_wang', 230020), 'zhang');
    expect((await waiting()).filter(({ id }) => id.endsWith(':manager'))).toHaveLength(1);
    later(1);
    await relay(company.deps);
    expect(company.recording.to('ou_wang')).toHaveLength(1);
  });

  it('says that it may be a repeat once the platform would no longer take it for one, and only where it may have come', async () => {
    const words = '这条消息可能已经发给过您';
    const told = () => company.recording.textOf(company.recording.to('ou_wang')[0]);
    /** Tried every quarter of an hour from the first minute to the last. */
    const tryFor = async (code: number, minutes: number) => {
      company = await createCompany();
      await giveShift('zhang');
      await dwell('zhang', { from: '10:00', to: '11:20' });
      await detectPerson(refusing('ou_wang', code), 'zhang');
      for (let left = minutes; left > 15; left -= 15) {
        later(15);
        await relay(refusing('ou_wang', code));
      }
      later(15);
      await relay(company.deps);
      expect(company.recording.to('ou_wang')).toHaveLength(1);
      return told();
    };
    expect(await tryFor(-1, 45)).not.toContain(words);
    expect(await tryFor(-1, 60)).toContain(words);
    // A refusal is an answer: nothing has come.
    expect(await tryFor(230020, 60)).not.toContain(words);
  });

  it('rings once at whoever has to meet a deadline that has passed', async () => {
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    const [record] = await listCases({ limit: 1 });
    if (!record) throw new Error('no case');
    await saveReminder(record, 'urgent');
    await relay(company.deps);
    await relay(company.deps);
    const reminders = company.recording.messages.filter(({ card }) =>
      JSON.stringify(card).includes('已超时'),
    );
    expect(reminders.length).toBeGreaterThan(0);
    expect(company.recording.urged.toSorted()).toEqual(
      reminders.map(({ messageId }) => messageId).toSorted(),
    );
  });

  it('that reminds of a deadline waits until its reader is at work, in the zone and the calendar of the reader', async () => {
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    const [record] = await listCases({ limit: 1 });
    if (!record) throw new Error('no case');
    await savePerson(buildPerson({ id: 'li', roles: ['employee', 'hr'], timeZone: 'Asia/Urumqi' }));
    const reminders = () =>
      company.recording.to('ou_li').filter((one) => company.recording.textOf(one).includes('的期限'));
    company.setNow(at('14:00', '2026-11-21'));
    await saveReminder(record, 'half');
    for (const [clock, day, count] of [
      ['14:00', '2026-11-21', 0],
      ['10:50', '2026-11-23', 0],
      ['11:05', '2026-11-23', 1],
    ] as const) {
      company.setNow(at(clock, day));
      await relay(company.deps);
      expect(reminders(), `${day} ${clock}`).toHaveLength(count);
    }
  });

  it('waits spread over the minutes after its hour, each time the same', async () => {
    const spread = { ...company.deps, spreadMs: 8 * 60_000 };
    await detectPerson(spread, 'zhang');
    expect(company.recording.to('ou_zhang')).toEqual([]);
    const due = (await waiting()).flatMap(({ notBefore }) => (notBefore ? [+notBefore - +spread.now()] : []));
    expect(due.every((ms) => ms >= 90_000 && ms < 8 * 60_000)).toBe(true);
    later(8);
    await relay(spread);
    expect(company.recording.to('ou_zhang')).toHaveLength(1);
  });
});
