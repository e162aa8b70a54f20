import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runReplay } from '../server/cli/replay/run-replay.ts';
import { ItemReceiptsSchema } from '../server/contract/ingest.ts';
import {
  CaseListSchema,
  CaseViewSchema,
  MonthlyReportSchema,
  ReadLedgerSchema,
  type CaseView,
} from '../server/contract/views.ts';
import { APPROVAL_CODES, buildOrgMapping, buildTenant } from '../server/demo/company.ts';
import { HR, LEGAL, MANAGER, openIdOf } from '../server/demo/people.ts';
import { uuidV7Of } from '../server/demo/uuid.ts';
import { SpoofedLocationSettingsSchema } from '../server/domain/detectors/settings/spoofed-location-settings.ts';
import { clockOf, instantOf } from '../server/domain/time.ts';
import { drawnApprovals } from '../server/feishu/approval-forms.ts';
import { answerConsent, NOTICES } from '../server/flow/policy/consent.ts';
import { acknowledgePolicy, adoptPolicy, findMyPolicy } from '../server/flow/policy/policy.ts';
import { pullSchedule } from '../server/flow/pull/pull-schedule.ts';
import { createApiKey } from '../server/flow/company/api-key.ts';
import { sweep } from '../server/flow/sweep.ts';
import { adoptOrgMapping, syncOrg } from '../server/flow/org/sync-org.ts';
import type { SandboxMessage } from '../server/sandbox/index.ts';
import { findAlerts } from '../server/store/alerts.ts';
import { listAudit, verifyAudit } from '../server/store/audit.ts';
import { findDetections } from '../server/store/detections.ts';
import { findPersonByOpenId, type Person } from '../server/store/people.ts';
import { findPhoto } from '../server/store/photos.ts';
import { findPunches } from '../server/store/punches.ts';
import { findStayTrack, type StayTrack } from './support/real-track.ts';
import type { Visitor } from './support/visitor.ts';
import { giveAssessment } from './support/assessment.ts';
import { startWorld, type World } from './support/world.ts';

const ZONE = 'Asia/Shanghai';
const CountsSchema = z.object({ created: z.number(), conflict: z.number() });
const DAY = '2026-11-19';
const at = (clock: string, day = DAY): Date => instantOf(day, clock, ZONE);
const STAY_AT = '14:00';

let world: World;
let track: StayTrack;
let key: string;
let caseId = '';

beforeAll(async () => {
  track = await findStayTrack();
  world = await startWorld({
    seed: buildTenant(drawnApprovals()),
    startAt: at('09:00', '2026-11-10'),
    approvalCodes: APPROVAL_CODES,
  });
  const { deps } = world;
  await adoptOrgMapping(deps, buildOrgMapping(), 'live');
  await syncOrg(deps);
  await pullSchedule(deps, { fromDay: '2026-11-15', toDay: '2026-11-27' });
  await adoptPolicy(deps, {
    version: '1',
    title: '规范',
    body: '# 规范',
    consultation: '公示 7 日',
    effectiveAt: deps.now(),
  });
  await giveAssessment();
  key = await createApiKey(deps, { name: 'records' });
}, 120_000);
afterAll(async () => {
  await world.stop();
  await rm(dirname(track.file), { recursive: true, force: true });
});

it('has a track that moves about at its stay as people do, also where the recorded one is absent', async () => {
  const { stillExtentM } = SpoofedLocationSettingsSchema.parse({});
  const simulated = await findStayTrack(false);
  await rm(dirname(simulated.file), { recursive: true });
  expect(simulated.stay.extentM).toBeGreaterThan(stillExtentM);
});

describe('the whole path with a real track', () => {
  let employee: Person;
  let phone: Visitor;

  it('takes consent, acknowledgement, a punch and its photo before any detection', async () => {
    employee = await join('p-1');
    world.clock.set(at('08:56'));
    phone = await world.visit(employee.employeeNo);
    const punchId = uuidV7Of(at('08:55'), 'punch');
    const photoId = uuidV7Of(at('08:55'), 'photo');
    const punches = [{ id: punchId, kind: 'in', capturedAtMs: +at('08:55'), photoId }];
    const envelope = {
      installId: '3f0c9f4e-8b1f-4c6e-9d0a-1f2e3d4c5b6a',
      sentAtMs: +at('08:56'),
      serverOffsetMs: 0,
    };
    const punched = await phone.send('POST', '/api/v1/punches', { ...envelope, punches });
    expect(ItemReceiptsSchema.parse(punched.body).receipts).toMatchObject([{ status: 'created' }]);
    const photographed = await phone.send(
      'POST',
      '/api/v1/photos',
      await photoForm({ id: photoId, punchId }),
    );
    expect(ItemReceiptsSchema.parse(photographed.body).receipts).toMatchObject([{ status: 'created' }]);
    expect(await findPunches(employee.id, at('00:00'), at('23:59'))).toMatchObject([
      { id: punchId, hasPhoto: true },
    ]);
    expect(await findPhoto(photoId)).toMatchObject({ punchId });
  });

  it('puts a competitor on one of the stays and replays the track through the public API', async () => {
    await putPlace('rival-journey', ['competitor'], track.stay, 90);
    const counts = await replay(employee);
    expect(counts.created).toBeGreaterThan(60);
    expect(counts.conflict).toBe(0);
  });

  it('judges the shift once ingest has settled and raises one supported alert', async () => {
    await tick(world.clock.now(), 1);
    const [detection] = await findDetections(employee.id, DAY, DAY);
    expect(detection?.result?.stays.length).toBeGreaterThanOrEqual(1);
    expect(detection?.result?.findings).toMatchObject([
      { placeId: 'rival-journey', verdict: 'supported', severity: 'high' },
    ]);
    const alerts = await findAlerts(employee.id, DAY, DAY);
    expect(alerts).toMatchObject([{ status: 'open', placeId: 'rival-journey' }]);
    caseId = alerts[0]?.caseId ?? '';
    expect(caseId).not.toBe('');
  });

  it('sends a neutral card to the group and a full one to the area manager only', () => {
    const group = cardsTo('oc_pudong');
    expect(group).toHaveLength(1);
    const text = JSON.stringify(group[0]?.card);
    for (const secret of [employee.name, '世纪大道', 'rival', '竞品', '竞争', '兼职', '116.', '39.'])
      expect(text).not.toContain(secret);
    const manager = cardsTo(openIdOf(MANAGER));
    expect(manager).toHaveLength(1);
    expect(JSON.stringify(manager[0]?.card)).toContain(employee.name);
    expect(cardsTo(openIdOf('m-xuhui'))).toEqual([]);
  });

  it('lets the manager hand the case to HR, and HR contact the person under a pseudonym', async () => {
    await press(openIdOf(MANAGER), cardsTo(openIdOf(MANAGER))[0], 'escalate');
    const hrCard = cardsTo(openIdOf(HR))[0];
    expect(JSON.stringify(hrCard?.card)).not.toContain(employee.name);
    await press(openIdOf(HR), hrCard, 'contact');
    await tick(world.clock.now(), 1);
    expect((await viewCase(await visit(HR))).state).toBe('contacted');
    expect(cardsTo(employee.openId).some(({ card }) => card?.header?.title.content.includes('说明'))).toBe(
      true,
    );
  });

  it('takes the explanation, the verification and the proposal in the app', async () => {
    phone = await world.visit(employee.employeeNo);
    const own = CaseListSchema.parse((await phone.get('/api/v1/my/cases')).body);
    expect(own.cases.map(({ id }) => id)).toEqual([caseId]);
    const mine = await viewCase(phone);
    const explanation = {
      id: uuidV7Of(at('17:00'), 'explain'),
      version: mine.version,
      quickReason: 'other',
      text: '去那里取了一件私人快递，停留较久。',
    };
    expect((await phone.send('POST', `/api/v1/cases/${caseId}/explain`, explanation)).status).toBe(200);
    await tick(world.clock.now(), 1);
    const hr = await visit(HR);
    await act(hr, 'verify', {
      result: 'substantiated',
      reason: '停留时段与考勤记录、员工本人说明相互印证，属于工作时间私事。',
    });
    const tooThin = {
      penalty: 'warning',
      reason: '两次提醒后仍在工作时间处理私事，拟书面警告。',
      legalBasis: '外勤人员行为规范第五条',
      evidence: [
        { kind: 'location', note: '停留' },
        { kind: 'location', note: '停留' },
      ],
    };
    const refused = await hr.send('POST', `/api/v1/cases/${caseId}/propose`, {
      ...tooThin,
      version: (await viewCase(hr)).version,
    });
    expect(refused.status).toBe(409);
    await act(hr, 'propose', {
      ...tooThin,
      evidence: [
        { kind: 'location', note: '停留 70 分钟以上' },
        { kind: 'explanation', note: '本人说明' },
      ],
    });
    await tick(world.clock.now(), 1);
    expect((await viewCase(hr)).state).toBe('proposed');
  });

  it('is approved by a second person in the chat, executed after the time to appeal, and closed', async () => {
    const [approval] = world.sandbox.approvals();
    expect(approval).toMatchObject({ status: 'PENDING' });
    const instanceCode = approval?.instanceCode ?? '';
    await expect(
      world.sandbox.approve({ openId: openIdOf(HR), instanceCode, decision: 'APPROVED' }),
    ).rejects.toThrow(/no pending task/);
    await world.sandbox.approve({
      openId: openIdOf(LEGAL),
      instanceCode,
      decision: 'APPROVED',
      comment: '证据充分，同意',
    });
    await tick(world.clock.now(), 1);
    const approved = await viewCase(await visit(HR));
    expect(approved).toMatchObject({ state: 'approved', clock: { kind: 'appeal_window' } });
    expect(approved.actions).not.toContain('execute');
    await tick(new Date(approved.appealUntilAt ?? ''), 1);
    await act(await visit(HR), 'execute', {});
    const executed = await viewCase(await visit(HR));
    expect(executed).toMatchObject({ state: 'executed', execution: { penalty: 'warning' } });
    await tick(new Date(executed.appealUntilAt ?? ''), 1);
    const closed = await viewCase(await visit(HR));
    expect(closed).toMatchObject({ state: 'closed', outcome: 'warning', decision: { result: 'approved' } });
    expect(cardsTo(employee.openId).some(({ card }) => JSON.stringify(card).includes('警告'))).toBe(true);
  });

  it('shows the outcome on the cards, in the monthly report and in an unbroken audit log', async () => {
    expect(cardsTo(openIdOf(HR))[0]?.patches).toBeGreaterThan(0);
    phone = await world.visit(employee.employeeNo);
    const report = MonthlyReportSchema.parse((await phone.get('/api/v1/my/reports/2026-11')).body);
    expect(report.cases).toMatchObject([{ id: caseId, state: 'closed', outcome: 'warning' }]);
    expect(report.punches.total).toBe(1);
    const actions = (await listAudit(`cases:${caseId}`)).map(({ entry }) => entry.action);
    for (const step of ['publish', 'contact', 'explain', 'verify', 'propose', 'approve', 'execute', 'close'])
      expect(actions).toContain(`case.${step}`);
    expect(await verifyAudit()).toMatchObject({ ok: true });
    const { reads } = ReadLedgerSchema.parse((await phone.get('/api/v1/my/reads')).body);
    expect(reads.length).toBeGreaterThan(0);
  });
});

describe('the same track inside the own store', () => {
  it('stays undecided beside a competitor, and nobody gets a card', async () => {
    const employee = await join('p-5');
    await putPlace(
      'rival-journey',
      ['competitor'],
      { lng: track.stay.lng + 0.0006, lat: track.stay.lat },
      40,
    );
    await putPlace('store-xuhui-1', ['own_store'], track.stay, 60);
    world.clock.set(at('08:56'));
    const before = world.sandbox.messages().length;
    await replay(employee);
    await tick(world.clock.now(), 1);
    const [detection] = await findDetections(employee.id, DAY, DAY);
    expect(detection?.result?.findings.map(({ verdict }) => verdict)).toEqual(['undecided']);
    expect(await findAlerts(employee.id, DAY, DAY)).toEqual([]);
    expect(
      world.sandbox
        .messages()
        .slice(before)
        .filter(({ receiverOpenId }) => receiverOpenId === employee.openId),
    ).toEqual([]);
  });
});

async function join(demoKey: string): Promise<Person> {
  world.clock.set(at('09:30', '2026-11-12'));
  const person = await findPersonByOpenId(openIdOf(demoKey));
  if (person === null) throw new Error('not in the directory');
  const actor = { personId: person.id, roles: person.roles };
  for (const { kind, version, hash } of NOTICES)
    await answerConsent(world.deps, actor, { kind, version, hash, granted: true });
  const mine = await findMyPolicy(world.deps, person.id);
  const { version, hash } = mine?.policy ?? { version: '', hash: '' };
  await acknowledgePolicy(world.deps, actor, { version, hash, language: 'zh', readMs: 60_000 });
  return person;
}

async function putPlace(
  id: string,
  roles: string[],
  center: { lng: number; lat: number },
  radiusM: number,
): Promise<void> {
  const reply = await fetch(`${world.url}/api/v1/records/places/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: id,
      roles,
      center: { lng: center.lng, lat: center.lat },
      datum: 'wgs84',
      radiusM,
    }),
  });
  expect([200, 201]).toContain(reply.status);
}

async function replay(person: Person): Promise<{ created: number; conflict: number }> {
  const start = clockOf(new Date(at(STAY_AT).getTime() - track.leadMs), ZONE);
  world.clock.set(at('18:05'));
  const lines: string[] = [];
  const args = [
    '--person',
    person.employeeNo,
    '--file',
    track.file,
    '--server',
    world.url,
    '--day',
    DAY,
    '--start',
    start,
  ];
  const code = await runReplay(args, { out: (line) => lines.push(line), err: { write: () => true } });
  expect([0, 3]).toContain(code);
  return CountsSchema.parse(JSON.parse(lines.join('')));
}

/** A minute or so later, everything due is done. */
async function tick(from: Date, minutes: number): Promise<void> {
  world.clock.set(new Date(from.getTime() + minutes * 60_000));
  await sweep(world.deps);
}

function cardsTo(receiver: string): SandboxMessage[] {
  return world.sandbox
    .messages()
    .filter(
      ({ receiverOpenId, chatId }) =>
        receiverOpenId === receiver || (receiverOpenId === null && chatId === receiver),
    );
}

/** Presses the button whose callback carries this action. */
async function press(openId: string, message: SandboxMessage | undefined, action: string): Promise<void> {
  if (message === undefined) throw new Error('no card to press on');
  const value = findValue(message.card, action);
  const reply = await world.sandbox.pressButton({ openId, messageId: message.messageId, value });
  expect(reply).toMatchObject({ clientCode: 0, toast: { type: 'success' } });
}

function findValue(node: unknown, action: string): Record<string, unknown> {
  const found = search(node, action);
  if (found === null) throw new Error(`no button ${action}`);
  return found;
}

function search(node: unknown, action: string): Record<string, unknown> | null {
  if (typeof node !== 'object' || node === null) return null;
  if ('a' in node && node.a === action) return { ...node };
  for (const child of Object.values(node)) {
    const found = search(child, action);
    if (found !== null) return found;
  }
  return null;
}

async function visit(demoKey: string): Promise<Visitor> {
  const person = await findPersonByOpenId(openIdOf(demoKey));
  return await world.visit(person?.employeeNo ?? '');
}

async function viewCase(reader: Visitor): Promise<CaseView> {
  return CaseViewSchema.parse((await reader.get(`/api/v1/cases/${caseId}`)).body);
}

async function act(reader: Visitor, action: string, body: Record<string, unknown>): Promise<void> {
  const { id, version } = await viewCase(reader);
  const reply = await reader.send('POST', `/api/v1/cases/${id}/${action}`, { ...body, version });
  expect(reply).toMatchObject({ status: 200 });
}

async function photoForm(fields: { id: string; punchId: string }): Promise<FormData> {
  const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#3370ff' } })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, capturedAtMs: String(+at('08:55')) }))
    form.append(name, value);
  form.append('photo', new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }), 'p.jpg');
  return form;
}
