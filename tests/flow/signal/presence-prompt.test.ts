import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import { planPresence, PresenceSettingsSchema } from '../../../server/flow/signal/presence-plan.ts';
import { movePrompts } from '../../../server/flow/signal/presence-prompt.ts';
import { relay } from '../../../server/flow/relay.ts';
import { takeSignals } from '../../../server/flow/signal/signal.ts';
import { findToday } from '../../../server/flow/own/today.ts';
import type { Person } from '../../../server/store/people.ts';
import { savePerson } from '../../../server/store/people.ts';
import { findPrompt, findPromptsOf, type PresencePrompt } from '../../../server/store/presence-prompts.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { saveSetting } from '../../../server/store/settings.ts';
import { findSignals } from '../../../server/store/signals.ts';
import { saveWorkRecord } from '../../../server/store/work-record-changes.ts';
import { useDatabase } from '../../support/db.ts';
import { answer, INSTALL } from '../../support/phone.ts';
import { acknowledge, at, buildPerson, createCompany, DAY, giveShift, TIME_ZONE } from '../company.ts';

useDatabase();
let company: Awaited<ReturnType<typeof createCompany>>;
const zhang = buildPerson({ id: 'zhang', storePlaceId: 'store' });
const STORE = { lng: 121.52, lat: 31.25, accuracyM: 15, datum: 'wgs84' };

beforeEach(async () => {
  company = await createCompany();
  company.setNow(at('08:45'));
});

const plan = async (person: Person = zhang, settings: object = {}): Promise<PresencePrompt[]> => {
  await savePerson(person);
  await giveShift(person.id);
  await saveSetting('presence-prompts', settings);
  await planPresence(company.deps);
  return findPromptsOf(person.id, [DAY]);
};
const askAt = async (when: Date): Promise<void> => {
  company.setNow(when);
  await movePrompts(company.deps);
  await relay(company.deps);
};
const reply = (promptId: string, when: Date, more: object = {}) => {
  const signal = { id: uuidv7(), kind: 'prompt', promptId, capturedAtMs: +when, ...more };
  const batch = { installId: INSTALL, sentAtMs: +when, serverOffsetMs: 0, signals: [signal] };
  return takeSignals(company.deps, zhang, batch);
};

it('is planned as often as the settings say and never above the limits', async () => {
  expect(await plan(zhang, { promoterPerDay: 2 })).toHaveLength(2);
  for (const tooMany of [{ promoterPerDay: 3 }, { repPerDay: 4 }, { riderPerDay: 2 }])
    expect(PresenceSettingsSchema.safeParse(tooMany).success).toBe(false);
  await planPresence(company.deps);
  expect(await findPromptsOf('zhang', [DAY])).toHaveLength(2);
});

it('proves presence anywhere in a large place', async () => {
  const agreed = { ...company.deps, now: () => at('08:00', '2026-11-01') };
  await answer(agreed, { kind: 'location', person: zhang }, true);
  const polygon = [
    [121.519, 31.249],
    [121.54, 31.249],
    [121.54, 31.251],
    [121.519, 31.251],
  ].map(([lng = 0, lat = 0]) => ({ lng, lat }));
  const center = { lng: STORE.lng, lat: STORE.lat };
  const hall = { id: 'store', name: '展馆', roles: ['own_store'] as const, center, radiusM: 60, polygon };
  await savePlace(hall, { datum: 'wgs84', digest: 'hall' });
  const [prompt] = await plan();
  if (!prompt) throw new Error('no prompt');
  await askAt(prompt.sendAt);
  await reply(prompt.id, prompt.sendAt, { location: { ...STORE, lng: 121.535 } });
  const [anchor] = await findSignals('zhang', at('00:00'), at('23:59'));
  expect(anchor).toMatchObject({ kind: 'prompt', isOk: true, placeId: 'store' });
});

it('asks at its moment, once, and one tap at the store with a fresh fix proves presence', async () => {
  await answer(
    { ...company.deps, now: () => at('08:00', '2026-11-01') },
    { kind: 'location', person: zhang },
    true,
  );
  const [prompt] = await plan();
  if (!prompt) throw new Error('no prompt');
  expect(prompt.sendAt > at('09:30') && prompt.sendAt < at('17:30')).toBe(true);
  await askAt(prompt.sendAt);
  await askAt(new Date(+prompt.sendAt + 60_000));
  expect(company.recording.messages).toMatchObject([{ to: 'ou_zhang' }]);
  expect((await findToday(company.deps, zhang)).own.presence?.id).toBe(prompt.id);
  const when = new Date(+prompt.sendAt + 60_000);
  expect(await reply(prompt.id, when, { location: STORE })).toMatchObject({
    receipts: [{ status: 'created' }],
  });
  expect(await findPrompt(prompt.id)).toMatchObject({ state: 'answered' });
  const [anchor] = await findSignals('zhang', at('00:00'), at('23:59'));
  expect(anchor).toMatchObject({ kind: 'prompt', isOk: true, placeId: 'store' });
  expect(JSON.stringify(anchor)).not.toContain('121.52');
});

it('answered without consent or away from the store is answered, and proves nothing', async () => {
  const [prompt] = await plan();
  if (!prompt) throw new Error('no prompt');
  await askAt(prompt.sendAt);
  await reply(prompt.id, prompt.sendAt, { location: STORE });
  expect(await findPrompt(prompt.id)).toMatchObject({ state: 'answered' });
  expect(await findSignals('zhang', at('00:00'), at('23:59'))).toMatchObject([{ isOk: false }]);
});

it('that nobody answers leaves no evidence, and an answer after its time is too late', async () => {
  const [prompt] = await plan();
  if (!prompt) throw new Error('no prompt');
  await askAt(prompt.sendAt);
  await askAt(prompt.answerBy);
  expect(await findPrompt(prompt.id)).toMatchObject({ state: 'unanswered' });
  company.setNow(new Date(+prompt.answerBy + 60_000));
  const late = await reply(prompt.id, new Date(+prompt.answerBy + 1));
  expect(late.receipts[0]).toMatchObject({ status: 'rejected', code: 'too_late' });
  expect(await findSignals('zhang', at('00:00'), at('23:59'))).toEqual([]);
});

it('is dropped where the moment passed unseen, on leave, and of people who do not know the rules', async () => {
  const [prompt] = await plan();
  if (!prompt) throw new Error('no prompt');
  await askAt(new Date(+prompt.answerBy + 1));
  expect(await findPrompt(prompt.id)).toMatchObject({ state: 'dropped' });
  company = await createCompany();
  company.setNow(at('08:45'));
  const stranger = buildPerson({ id: 'stranger' });
  const [other] = await plan(stranger);
  if (!other) throw new Error('no prompt');
  await askAt(other.sendAt);
  expect(await findPrompt(other.id)).toMatchObject({ state: 'dropped' });
});

it('never comes to a rider on a task', async () => {
  const rider = buildPerson({ id: 'rider', staffKind: 'rider' });
  await acknowledge('rider', at('08:00', '2026-11-01'));
  const [prompt] = await plan(rider, { riderPerDay: 1 });
  if (!prompt) throw new Error('no prompt');
  await saveWorkRecord(
    {
      kind: 'tasks',
      externalId: 't1',
      employeeNo: rider.employeeNo,
      startAt: new Date(+prompt.sendAt - 600_000),
      endAt: new Date(+prompt.sendAt + 600_000),
      data: { task: 'pickup', point: { lng: 121.5, lat: 31.2 }, sourceDatum: 'wgs84' },
    },
    { digest: 'd', by: 'x', at: at('08:00') },
  );
  await askAt(prompt.sendAt);
  expect(await findPrompt(prompt.id)).toMatchObject({ state: 'dropped' });
});

it('is not sent to somebody who went on leave after it was planned', async () => {
  const [prompt] = await plan();
  if (!prompt) throw new Error('no prompt');
  const leaves = [{ startAt: at('00:00'), endAt: at('23:59') }];
  const shifts = [{ id: `${DAY}:S1:0`, startAt: at('09:00'), endAt: at('18:00'), breaks: [] }];
  await saveSchedules([{ personId: 'zhang', day: DAY, timeZone: TIME_ZONE, shifts, leaves, trips: [] }]);
  await askAt(prompt.sendAt);
  expect(company.recording.messages).toEqual([]);
  expect(await findPrompt(prompt.id)).toMatchObject({ state: 'dropped' });
});
