import { v7 as uuidv7 } from 'uuid';
import { contactCase, explainCase, verifyCase } from '../../server/flow/case.ts';
import { proposePenalty } from '../../server/flow/decision.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { handleEvent } from '../../server/flow/event.ts';
import { receiveEvent } from '../../server/flow/inbox.ts';
import { takePunches } from '../../server/flow/punch/punch.ts';
import { relay } from '../../server/flow/relay.ts';
import { takeSignals } from '../../server/flow/signal/signal.ts';
import { findCase, listCases } from '../../server/store/cases.ts';
import { markDirty } from '../../server/store/detections.ts';
import { savePerson, type Person } from '../../server/store/people.ts';
import { planPrompts } from '../../server/store/presence-prompts.ts';
import { appendSegment } from '../../server/store/segments.ts';
import { saveSchedules } from '../../server/store/schedules.ts';
import { hr, reason } from '../flow/case/case-walk.ts';
import { at, buildPerson, DAY, dwell, giveShift, TIME_ZONE } from '../flow/company.ts';
import { CUSTOMER, type ScreenWorld } from './screen-world.ts';
import { answer, buildPunch, buildPunches, INSTALL } from '../support/phone.ts';

type World = Pick<ScreenWorld, 'company' | 'deps' | 'readRules'>;

/** Those whose screens are pictured in one language, each in one situation; their open ids are `ou_NAME-LANGUAGE`. */
export async function createScreenStaff(world: World, language: 'zh' | 'en') {
  const { deps } = world;
  const hire = async (name: string, more: Partial<Person> = {}, agrees = true): Promise<Person> => {
    const id = `${name}-${language}`;
    const person = buildPerson({ id, name: NAMES[name] ?? name, storePlaceId: 'store', ...more });
    await savePerson(person);
    const then = { ...deps, now: () => at('08:00', '2026-11-01') };
    if (agrees)
      for (const kind of ['location', 'photo', 'device_risk'] as const)
        await answer(then, { kind, person }, true);
    return person;
  };
  const onShift = async (person: Person) => giveShift(person.id);
  await onShift(await hire('new', {}, false));
  for (const name of ['far', 'late', 'clear', 'asked', 'flexes']) await onShift(await hire(name));
  await hire('free', { staffKind: 'rep' });
  await hire('off');
  await leave(await hire('away'));
  await ask(`asked-${language}`);
  await stays(world, await hire('stays', { staffKind: 'rep' }));
  const manager = await hire('manager', { roles: ['employee', 'store_manager'] });
  await waitForManager(deps, [await hire('waits', {}, false), await hire('works-late')]);
  const decided = await hire('decided', { storePlaceId: 'store', leaderOpenId: 'ou_boss' });
  return { manager, decidedCaseId: await decideCase(world, decided) };
}

const NAMES: Readonly<Record<string, string>> = {
  new: '新同事',
  far: '林导购',
  late: '罗导购',
  clear: '何导购',
  asked: '郑导购',
  flexes: '许导购',
  free: '顾业务',
  off: '吴导购',
  away: '胡导购',
  stays: '高业务',
  manager: '陈店长',
  waits: '孟导购',
  'works-late': '秦导购',
  decided: '方导购',
};

async function leave({ id }: Person): Promise<void> {
  const day = { personId: id, day: DAY, timeZone: TIME_ZONE, shifts: [], trips: [] };
  await saveSchedules([{ ...day, leaves: [{ startAt: at('00:00'), endAt: at('23:59') }] }]);
}

const ask = (personId: string): Promise<void> =>
  planPrompts([
    {
      id: `${personId}:${DAY}:0`,
      personId,
      day: DAY,
      sendAt: at('11:55'),
      answerBy: at('12:10'),
      state: 'open',
    },
  ]);

/** A stay of half an hour beside the second customer of the screens. */
async function stays({ deps, readRules }: World, person: Person): Promise<void> {
  await giveShift(person.id);
  await readRules(person);
  const spot = { lng: CUSTOMER.lng + 0.006, lat: CUSTOMER.lat, accuracyM: 12 };
  const fixes = Array.from({ length: 16 }, (_, n) => {
    const atMs = +at('10:00') + n * 120_000;
    return { seq: n, atMs, capturedAtMs: atMs, ...spot };
  });
  const upload = { ordinal: 1, receivedAt: at('11:00'), sourceDatum: 'wgs84', conflicts: [] } as const;
  await appendSegment({ personId: person.id, installId: uuidv7(), ...upload, fixes });
  const dirty = { personId: person.id, shiftId: `${DAY}:S1:0`, day: DAY, at: at('11:00') };
  await markDirty(dirty);
  await detectPerson(deps, person.id);
}

/** A punch without a place to go by, and one of an evening with a request for overtime. */
async function waitForManager(deps: Deps, [waits, worksLate]: [Person, Person]): Promise<void> {
  await giveShift(waits.id);
  await takePunches(deps, waits, buildPunches([{ id: uuidv7(), kind: 'in', capturedAtMs: +at('09:02') }]));
  const punchId = uuidv7();
  await takePunches(deps, worksLate, buildPunches([buildPunch('07:10', { id: punchId })]));
  const signal = { id: uuidv7(), capturedAtMs: +at('07:12'), startAtMs: +at('07:00'), endAtMs: +at('08:30') };
  const said = { ...signal, kind: 'overtime', punchId, reason: '早上盘点' };
  const batch = { installId: INSTALL, sentAtMs: +at('12:00'), serverOffsetMs: 0, signals: [said] };
  await takeSignals(deps, worksLate, batch);
}

/** A case that was decided and may be appealed. */
export async function decideCase({ company, deps, readRules }: World, person: Person): Promise<string> {
  await readRules(person);
  await giveShift(person.id);
  await dwell(person.id, { from: '10:00', to: '11:20' });
  await detectPerson(deps, person.id);
  await relay(deps);
  const [record] = await listCases({ personId: person.id, limit: 1 });
  const caseId = record?.id ?? '';
  const version = async () => (await findCase(caseId))?.version ?? 0;
  await contactCase(deps, hr, { caseId });
  const said = {
    id: uuidv7(),
    version: 0,
    quickReason: 'other',
    text: '去帮朋友看了一会儿店',
    done: true,
  } as const;
  await explainCase(deps, { personId: person.id, roles: ['employee'] }, { caseId, body: said });
  const verdict = { version: await version(), result: 'substantiated', reason } as const;
  await verifyCase(deps, hr, { caseId, body: verdict });
  const evidence = [
    { kind: 'location' as const, note: '停留约 80 分钟' },
    { kind: 'interview' as const, note: '当面谈话，本人承认' },
  ];
  const proposal = { penalty: 'warning' as const, reason, legalBasis: '规范第 5 条', evidence };
  await proposePenalty(deps, hr, { caseId, body: { ...proposal, version: await version() } });
  await relay(deps);
  const instanceCode = (await findCase(caseId))?.approval?.instanceCode ?? '';
  company.recording.decide(instanceCode, 'APPROVED', 'ou_zhou', deps.now());
  const event = { kind: 'approval', eventId: uuidv7(), instanceCode, status: 'APPROVED' } as const;
  await receiveEvent(deps, event);
  await handleEvent(deps, event.eventId);
  await relay(deps);
  return caseId;
}
