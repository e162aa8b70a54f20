import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DataRequestListSchema, DataRequestViewSchema } from '../../server/contract/data-request.ts';
import { MyCalendarSchema, MyDaySchema, ReadLedgerSchema } from '../../server/contract/views.ts';
import { answerDataRequest } from '../../server/flow/own/data-request.ts';
import { explainCase } from '../../server/flow/case.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { takePhoto } from '../../server/flow/ingest/photo.ts';
import { takePunches } from '../../server/flow/punch/punch.ts';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { findAlert, findAlerts, insertAlert, updateAlert } from '../../server/store/alerts.ts';
import { listAudit, verifyAudit } from '../../server/store/audit.ts';
import { findCase } from '../../server/store/cases.ts';
import { insertDataRequest } from '../../server/store/data-requests.ts';
import { insertFlexible, listFlexible } from '../../server/store/flexible-shifts.ts';
import { readPersonalData } from '../../server/store/personal-data.ts';
import { findBaseline, saveBaseline } from '../../server/store/baselines.ts';
import { findSnapshot } from '../../server/store/evidence-snapshots.ts';
import { EMPTY_BASELINE } from '../../server/domain/baseline/baseline.ts';
import { addUnreadPunches } from '../../server/store/unread-days.ts';
import { listReads, recordRead } from '../../server/store/reads.ts';
import { findDetections } from '../../server/store/detections.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import {
  endZoneAssignment,
  insertZoneAssignment,
  listZoneAssignments,
} from '../../server/store/zone-assignments.ts';
import { buildFlexible } from '../support/flexible.ts';
import { answer, buildPunch, buildPunches } from '../support/phone.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let company: Company;
let deps: Deps;
let zhang: string;
let li: string;
let sun: string;

beforeEach(async () => {
  company = await createCompany();
  deps = app.use(company.deps);
  await giveShift('zhang');
  [zhang, li, sun] = await Promise.all([app.signIn('ou_zhang'), app.signIn('ou_li'), app.signIn('ou_sun')]);
});

describe('the ledger of looks at my data', () => {
  it('is whole, however long it is: page after page, each look once, and nobody else’s', async () => {
    await Promise.all(
      Array.from({ length: 405 }, (_, n) =>
        recordRead({
          personId: 'zhang',
          readerId: 'li',
          what: 'case',
          purpose: `case ${n}`,
          at: at(`1${n % 7}:00`),
        }),
      ),
    );
    await recordRead({ personId: 'li', readerId: 'sun', what: 'case', purpose: 'other', at: at('12:00') });
    const seen: string[] = [];
    let query = '';
    for (let page = 0; page < 4; page += 1) {
      const reply = await app.call(`/api/v1/my/reads${query}`, { cookie: zhang });
      const { reads, next } = ReadLedgerSchema.parse(reply.body);
      seen.push(...reads.map(({ purpose }) => purpose));
      query = `?after=${encodeURIComponent(next ?? '')}`;
      if (next === undefined) break;
    }
    expect(seen).toHaveLength(405);
    expect(new Set(seen).size).toBe(405);
    expect(seen).not.toContain('other');
  });
});

describe('my days', () => {
  it('show the track’s numbers, punches and published alerts of a day, as HR has them', async () => {
    await dwell('zhang', { from: '09:10', to: '09:50', where: 'store' });
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    await app.post('/api/v1/punches', buildPunches([buildPunch('11:30')]), zhang);
    const { body } = await app.call(`/api/v1/my/days/${DAY}`, { cookie: zhang });
    const day = MyDaySchema.parse(body);
    expect(day.punches).toMatchObject([{ kind: 'in', status: 'needs_confirmation' }]);
    expect(day.fixes).toBe(62);
    expect(day.stays.map(({ placeNames }) => placeNames)).toEqual([['自家门店'], ['竞品旗舰店']]);
    expect(day.alerts).toHaveLength(1);
    const calendar = MyCalendarSchema.parse(
      (await app.call('/api/v1/my/calendar/2026-11', { cookie: zhang })).body,
    );
    expect(calendar.days).toHaveLength(30);
    expect(calendar.days.find((row) => row.day === DAY)).toMatchObject({
      shifts: 1,
      punches: 1,
      alerts: 1,
      distanceKm: day.distanceKm,
      coveragePct: day.coveragePct,
    });
  });

  it('say of which nothing is judged because something about them could not be read', async () => {
    const unread = async () =>
      MyDaySchema.parse((await app.call(`/api/v1/my/days/${DAY}`, { cookie: zhang })).body).unread;
    expect(await unread()).toBe(false);
    await addUnreadPunches([
      { personId: 'zhang', day: DAY, timeZone: 'Asia/Shanghai', fields: ['check_time'] },
    ]);
    expect(await unread()).toBe(true);
  });

  it('are drawn without map tiles, in both languages, and without what lies outside working time', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await dwell('zhang', { from: '19:00', to: '20:00', where: 'store' });
    await detectPerson(deps, 'zhang');
    const draw = (query: string) => app.call(`/api/v1/my/days/${DAY}/track.svg${query}`, { cookie: zhang });
    const zh = await draw('');
    expect(zh.headers.get('content-type')).toContain('image/svg+xml');
    expect(zh.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(String(zh.body)).toContain('10:00 至 11:20：41 个定位点');
    expect(String((await draw('?language=en')).body)).toContain('10:00 to 11:20: 41 fixes');
    expect(String(zh.body)).toContain('viewBox="0 0 720 ');
    expect(String((await draw('?size=narrow')).body)).toContain('viewBox="0 0 320 ');
    expect((await draw('?language=xx')).status).toBe(400);
    expect((await draw('?size=huge')).status).toBe(400);
    expect(String(zh.body)).not.toMatch(/19:|20:00/);
  });
});

describe('the download', () => {
  it('holds every collection as JSON and CSV, the positions one a line, the photos, and a list with checksums', async () => {
    await answer(deps, { kind: 'photo', person: await person() }, true);
    await dwell('zhang', { from: '10:00', to: '11:00' });
    const punch = buildPunch('11:30', { note: '=HYPERLINK("http://evil")' });
    company.setNow(new Date('2026-11-19T15:00:00+08:00'));
    zhang = await app.signIn('ou_zhang');
    await app.post('/api/v1/punches', buildPunches([punch]), zhang);
    const { status, bytes, type } = await download(zhang);
    expect([status, type]).toEqual([200, 'application/zip']);
    const files = unzipSync(bytes);
    const read = (path: string): string => strFromU8(files[path] ?? new Uint8Array());
    const punches: unknown = JSON.parse(read('json/punches.json'));
    expect(punches).toMatchObject([{ _id: punch.id, personId: 'zhang', kind: 'in' }]);
    expect(read('csv/segments.csv').trim().split('\r\n')).toHaveLength(32);
    expect(read('csv/punches.csv')).toContain(`"'=HYPERLINK(""http://evil"")"`);
    const table = read('csv/punches.csv')
      .split('\r\n')
      .map((line) => line.replace('\uFEFF', '').split(','));
    expect(table[0]).toEqual(expect.arrayContaining(['placeId', 'placeName']));
    expect(table[1]?.[table[0]?.indexOf('placeName') ?? -1]).toBe('自家门店');
    expect(read('csv/people.csv')).toContain('浦东区域');
    expect(read('csv/schedules.csv')).toContain('自家门店');
    expect(read('json/punches.json'), 'as it is stored').not.toContain('自家门店');
    const list = z
      .looseObject({ files: z.array(z.looseObject({ path: z.string() })) })
      .parse(JSON.parse(read('files.json')));
    const listed = list.files.map(({ path }) => path);
    expect(Object.keys(files).toSorted()).toEqual([...listed, 'README.txt', 'files.json'].toSorted());
    expect(
      Object.values(files)
        .map((file) => strFromU8(file))
        .join(),
    ).not.toContain('王经理');
  });

  it('is kept as an answered request with an audit line, and three a minute are enough', async () => {
    const statuses = [];
    for (let turn = 0; turn < 4; turn += 1) statuses.push((await download(zhang)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const { requests } = await mine();
    expect(requests.map(({ kind, status }) => [kind, status])).toEqual(
      Array.from({ length: 3 }, () => ['copy', 'done']),
    );
    await relay(deps);
    expect(await verifyAudit()).toMatchObject({ ok: true });
    expect(await listAudit(`data_requests:${requests[0]?.id}`)).toHaveLength(1);
  });
});

describe('a request about my data', () => {
  const ask = { kind: 'correct', topic: 'punch', day: DAY, text: '这天的下班打卡时间不对' } as const;

  it('has fifteen working days, comes to HR with the name, and is answered by somebody else', async () => {
    const id = uuidv7();
    const made = DataRequestViewSchema.parse(
      (await app.post('/api/v1/my/data-requests', { id, ...ask }, zhang)).body,
    );
    expect(made).toMatchObject({ status: 'open', dueAt: '2026-12-10T15:59:59.999Z', workingDaysLeft: 15 });
    const list = DataRequestListSchema.parse((await app.call('/api/v1/data-requests', { cookie: li })).body);
    expect(list.requests).toMatchObject([{ id, personName: '张导购' }]);
    expect(await listReads('zhang')).toMatchObject([{ readerId: 'li', what: 'data_request' }]);
    const reason = '已按当天的监控和店长说明更正为 18:02，请核对。';
    const reply = await app.post(`/api/v1/data-requests/${id}/answer`, { result: 'done', reason }, li);
    expect(reply.status).toBe(200);
    expect((await mine()).requests).toMatchObject([{ status: 'done', answer: { by: '李HR', reason } }]);
    const again = await app.post(`/api/v1/data-requests/${id}/answer`, { result: 'refused', reason }, sun);
    expect(again.status).toBe(409);
  });

  it('stays before HR however many were answered and however many copies were taken before it', async () => {
    const past = new Date('2026-10-01T02:00:00Z');
    const before = {
      personId: 'qian',
      topic: 'punch',
      text: '以前的',
      digest: '0',
      submittedAt: past,
    } as const;
    for (let n = 0; n < 210; n += 1) {
      const dueAt = new Date(+past + n * 60_000);
      const kind = n < 110 ? ('copy' as const) : ('explain' as const);
      await insertDataRequest({ ...before, id: uuidv7(), kind, status: 'done', dueAt }, []);
    }
    const id = uuidv7();
    await app.post('/api/v1/my/data-requests', { id, ...ask }, zhang);
    const list = DataRequestListSchema.parse((await app.call('/api/v1/data-requests', { cookie: li })).body);
    expect(list.requests[0]).toMatchObject({ id, status: 'open' });
    expect(list.requests.map(({ kind }) => kind)).not.toContain('copy');
    expect(list.requests).toHaveLength(101);
  });

  it('is listed for the person however many there are, page by page', async () => {
    const askedAt = new Date('2026-10-01T02:00:00Z');
    const all = Array.from({ length: 205 }, () => uuidv7());
    for (const id of all)
      await insertDataRequest(
        { ...ask, id, personId: 'zhang', digest: '0', status: 'done', submittedAt: askedAt, dueAt: askedAt },
        [],
      );
    const first = await mine();
    expect(first.requests).toHaveLength(200);
    const path = `/api/v1/my/data-requests?after=${first.next ?? ''}`;
    const second = DataRequestListSchema.parse((await app.call(path, { cookie: zhang })).body);
    expect(second.next).toBeUndefined();
    const shown = [...first.requests, ...second.requests].map(({ id }) => id);
    expect(shown.toSorted()).toEqual(all.toSorted());
  });

  it.each(['0000-01-01', '9999-12-31'])(
    'is refused of %s, beside which there is no day: no list of HR may fail by it',
    async (day) => {
      const body = { ...ask, id: uuidv7(), kind: 'delete', topic: 'track', day };
      const hours = { weekdays: [1], startTime: '19:00', endTime: '21:00', fromDay: day, toDay: day };
      const replies = [
        await app.post('/api/v1/my/data-requests', body, zhang),
        await app.post('/api/v1/declarations', { id: uuidv7(), kind: 'family_help', ...hours }, zhang),
        await app.post('/api/v1/flexible-shifts/preview', hours, zhang),
        await app.call(`/api/v1/my/days/${day}`, { cookie: zhang }),
        await app.call(`/api/v1/executions?fromDay=${day}&toDay=${day}`, { cookie: sun }),
        await app.call(`/api/v1/calendar/${day}`, {
          method: 'PUT',
          cookie: sun,
          body: JSON.stringify({ kind: 'work' }),
          headers: { 'content-type': 'application/json' },
        }),
      ];
      expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 400));
      expect(replies[0]?.body).toMatchObject({ error: { fields: [{ field: 'day' }] } });
      expect((await app.call('/api/v1/data-requests', { cookie: li })).status).toBe(200);
    },
  );

  it('is one of twenty that wait at most: nobody buries those of others, also not at once', async () => {
    const send = () => app.post('/api/v1/my/data-requests', { id: uuidv7(), ...ask }, zhang);
    const replies = await Promise.all(Array.from({ length: 25 }, send));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(replies.find(({ status }) => status !== 201)).toMatchObject({
      status: 409,
      body: { error: { code: 'too_many_requests' } },
    });
    const [first] = (await mine()).requests;
    await app.call(`/api/v1/my/data-requests/${first?.id ?? ''}`, { method: 'DELETE', cookie: zhang });
    expect((await send()).status).toBe(201);
  });

  it('is never answered by the person it is about', async () => {
    const id = uuidv7();
    await app.post('/api/v1/my/data-requests', { id, ...ask }, li);
    const reason = '我自己的请求我自己不能处理，应由别人处理。';
    const own = await app.post(`/api/v1/data-requests/${id}/answer`, { result: 'done', reason }, li);
    expect(own.status).toBe(403);
  });

  it('is one request however often it is sent, and the person may take it back', async () => {
    const id = uuidv7();
    for (let turn = 0; turn < 2; turn += 1)
      expect((await app.post('/api/v1/my/data-requests', { id, ...ask }, zhang)).status).toBe(201);
    const other = await app.post(
      '/api/v1/my/data-requests',
      { id, ...ask, text: '别的内容也用这个编号' },
      zhang,
    );
    expect(other.status).toBe(409);
    const gone = await app.call(`/api/v1/my/data-requests/${id}`, { method: 'DELETE', cookie: zhang });
    expect(gone.body).toMatchObject({ status: 'withdrawn' });
    expect((await mine()).requests).toHaveLength(1);
  });
});

describe('a file for the own case', () => {
  it('is taken once, loses its metadata, and every look of HR is in the ledger', async () => {
    const caseId = await openCase();
    const id = uuidv7();
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Copyright: 'secret' } })
      .jpeg()
      .toBuffer();
    const send = () => upload(caseId, { id, name: '收据.jpg', bytes: picture });
    expect((await send()).status).toBe(200);
    expect((await send()).body).toMatchObject({ id, type: 'image/jpeg', name: '收据.jpg' });
    const said = { quickReason: 'other', text: '当天在仓库领货，见收据' } as const;
    const version = (await findCase(caseId))?.version ?? -1;
    await explainCase(
      deps,
      { personId: 'zhang', roles: [] },
      { caseId, body: { id: uuidv7(), version, ...said } },
    );
    const list = await app.call(`/api/v1/cases/${caseId}/files`, { cookie: li });
    expect(list.body).toMatchObject({ files: [{ id }] });
    const seen = await app.call(`/api/v1/cases/${caseId}/files/${id}`, { cookie: li });
    expect(seen.status).toBe(200);
    expect(seen.headers.get('content-security-policy')).toContain('sandbox');
    expect(String(seen.body)).not.toContain('secret');
    expect((await listReads('zhang')).filter(({ what }) => what === 'case_file')).toHaveLength(1);
  });

  it('may be a PDF, never a page or a script, and can be taken back before the answer', async () => {
    const caseId = await openCase();
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    expect((await upload(caseId, { id: uuidv7(), name: 'x.pdf', bytes: html })).status).toBe(400);
    const id = uuidv7();
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
    expect((await upload(caseId, { id, name: '证明.pdf', bytes: pdf })).body).toMatchObject({
      type: 'application/pdf',
    });
    const path = `/api/v1/my/cases/${caseId}/files/${id}`;
    expect((await app.call(path, { method: 'DELETE', cookie: li })).status).toBe(404);
    expect((await app.call(path, { method: 'DELETE', cookie: zhang })).status).toBe(200);
    expect((await app.call(`/api/v1/cases/${caseId}/files`, { cookie: zhang })).body).toEqual({ files: [] });
  });
});

describe('a file HR adds to a case', () => {
  it('is shown to the person, taken back by nobody, and added by no other role and not by the subject', async () => {
    const caseId = await openCase();
    const send = (cookie: string, id = uuidv7()) =>
      upload(caseId, { id, name: '证言.pdf', bytes: pdf }, { cookie });
    const pdf = Buffer.from('%PDF-1.4\n%witness\n%%EOF\n');
    const id = uuidv7();
    expect((await send(li, id)).body).toMatchObject({ id, from: 'hr', name: '证言.pdf' });
    expect((await send(zhang)).status).toBe(403);
    expect((await send(await app.signIn('ou_wang'))).status).toBe(404);
    expect((await app.call(`/api/v1/cases/${caseId}/files`, { cookie: zhang })).body).toMatchObject({
      files: [{ id, from: 'hr' }],
    });
    expect((await app.call(`/api/v1/cases/${caseId}/files/${id}`, { cookie: zhang })).status).toBe(200);
    const own = `/api/v1/my/cases/${caseId}/files/${id}`;
    expect((await app.call(own, { method: 'DELETE', cookie: zhang })).status).toBe(404);
    for (let more = 1; more < 6; more += 1) expect((await send(li)).status).toBe(200);
    expect((await send(li)).body).toMatchObject({ error: { code: 'too_many_files' } });
    expect((await upload(caseId, { id: uuidv7(), name: '假条.pdf', bytes: pdf })).status).toBe(200);
  });
});

async function person() {
  const { findPerson } = await import('../../server/store/people.ts');
  const found = await findPerson('zhang');
  if (!found) throw new Error('no zhang');
  return found;
}

async function mine() {
  return DataRequestListSchema.parse((await app.call('/api/v1/my/data-requests', { cookie: zhang })).body);
}

async function openCase(): Promise<string> {
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(deps, 'zhang');
  await relay(deps);
  const { body } = await app.call('/api/v1/my/cases', { cookie: zhang });
  const { cases } = z.looseObject({ cases: z.array(z.looseObject({ id: z.string() })) }).parse(body);
  const [first] = cases;
  if (!first) throw new Error('no case');
  return first.id;
}

function upload(
  caseId: string,
  file: { id: string; name: string; bytes: Uint8Array },
  { cookie }: { cookie?: string } = {},
) {
  const form = new FormData();
  form.set('id', file.id);
  form.set('name', file.name);
  form.set('file', new Blob([Uint8Array.from(file.bytes)]), 'x');
  const path = `/api/v1${cookie === undefined ? '/my' : ''}/cases/${caseId}/files`;
  return app.call(path, { method: 'POST', body: form, cookie: cookie ?? zhang });
}

async function download(cookie: string) {
  const reply = await fetch(`${app.url()}/api/v1/my/data.zip`, { headers: { cookie } });
  return {
    status: reply.status,
    type: reply.headers.get('content-type'),
    bytes: new Uint8Array(await reply.arrayBuffer()),
  };
}

describe('a granted deletion', () => {
  const ask = async (topic: string, day?: string) => {
    const id = uuidv7();
    const body = { id, kind: 'delete', topic, ...(day !== undefined && { day }), text: '不再需要了，请删除' };
    expect((await app.post('/api/v1/my/data-requests', body, zhang)).status).toBe(201);
    return id;
  };
  const listed = async (id: string) => {
    const { body } = await app.call('/api/v1/data-requests', { cookie: li });
    return DataRequestListSchema.parse(body).requests.find((request) => request.id === id);
  };
  const reason = '已核对，没有进行中的案件，同意删除所申请的内容。';
  const grant = async (id: string) =>
    DataRequestViewSchema.parse(
      (await app.post(`/api/v1/data-requests/${id}/answer`, { result: 'done', reason }, li)).body,
    );
  /** What the person reads of it. */
  const told = async (id: string) => (await mine()).requests.find((request) => request.id === id)?.erased;
  const countOf = async (what: string) => {
    const own = await readPersonalData({ id: 'zhang', employeeNo: 'E-zhang' });
    return own.get(what)?.length ?? 0;
  };

  it('takes tracks, photos, places and notes at once, leaves the times, and tells both sides what went', async () => {
    await dwell('zhang', { from: '09:10', to: '09:50', where: 'store' });
    await detectPerson(deps, 'zhang');
    for (const kind of ['location', 'photo'] as const)
      await answer(
        { ...deps, now: () => new Date('2026-11-01T00:00:00Z') },
        { kind, person: await person() },
        true,
      );
    const punch = buildPunch('09:02', { note: '有点堵' });
    await takePunches(deps, await person(), buildPunches([punch], { sentAtMs: +at('12:00') }));
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    const fields = { id: uuidv7(), punchId: punch.id, capturedAtMs: +at('09:02') };
    await takePhoto(deps, await person(), { fields, bytes });
    const said = {
      step: 'manager',
      result: 'approved',
      at: at('12:00'),
      byId: 'boss',
      comment: '祝早日康复',
    } as const;
    const over = buildFlexible({
      fromDay: '2026-11-02',
      toDay: '2026-11-06',
      status: 'approved',
      reason: 'health',
      comment: said.comment,
      answers: [said, { ...said, step: 'hr' }],
    });
    const takenBack = buildFlexible({ status: 'withdrawn', reason: 'health', note: '本人复查' });
    for (const request of [over, takenBack, buildFlexible()]) await insertFlexible(request);
    const zone = { personId: 'zhang', zoneId: 'z1', byId: 'boss', at: at('08:00') };
    await insertZoneAssignment(
      { ...zone, id: uuidv7(), fromDay: '2026-11-02', reason: '腰伤，先跑近处' },
      [],
    );
    const [first] = await listZoneAssignments();
    const end = { byId: 'boss', at: at('08:00'), reason: '腰伤已好' };
    await endZoneAssignment(first?.id ?? '', { lastDay: '2026-11-05', end }, []);
    await insertZoneAssignment({ ...zone, id: uuidv7(), fromDay: '2026-11-06', reason: '还在负责' }, []);
    const id = await ask('all');
    const erases = {
      uploads: 1,
      days: 1,
      photos: 1,
      punches: 1,
      visits: 0,
      alerts: 0,
      flexible: 2,
      zones: 1,
      kept: 0,
    };
    const { alerts: _alerts, kept: _kept, ...forHr } = erases;
    expect((await listed(id))?.erases, 'by name, without what a case keeps').toEqual(forHr);
    expect(await countOf('segments')).toBe(1);
    expect((await grant(id)).erased).toEqual(forHr);
    expect(await Promise.all(['segments', 'detections', 'photos', 'baselines'].map(countOf))).toEqual([
      0, 0, 0, 0,
    ]);
    const [kept] = (await readPersonalData({ id: 'zhang', employeeNo: 'E-zhang' })).get('punches') ?? [];
    expect(kept).toMatchObject({ kind: 'in', at: at('09:02'), hasPhoto: false });
    for (const field of ['location', 'note', 'photoId', 'distanceM']) expect(kept).not.toHaveProperty(field);
    const flexible = (await listFlexible('zhang')).map(({ note, startTime }) => ({ note, startTime }));
    expect(flexible, 'what waits keeps its words').toEqual(
      expect.arrayContaining([
        { startTime: '11:00', note: undefined },
        { startTime: '11:00', note: '孩子上午看病' },
      ]),
    );
    const left = (await readPersonalData({ id: 'zhang', employeeNo: 'E-zhang' })).get('flexible_shifts');
    expect(left).toHaveLength(3);
    expect(JSON.stringify(left)).not.toMatch(/health|康复|复查/);
    expect(
      [over, takenBack].map((one) => left?.find(({ _id }) => _id === one.id)),
      'from a digest of few choices one would find them again',
    ).toMatchObject([{ digest: '' }, { digest: '' }]);
    expect(await listZoneAssignments(), 'what runs keeps its words').toMatchObject([
      { fromDay: '2026-11-02', lastDay: '2026-11-05' },
      { fromDay: '2026-11-06', reason: '还在负责' },
    ]);
    expect(JSON.stringify(await listZoneAssignments())).not.toContain('腰伤');
    expect((await mine()).requests[0]).toMatchObject({ status: 'done', erased: erases });
    await relay(deps);
    const entries = (await listAudit(`data_requests:${id}`)).map(({ entry }) => entry.action);
    expect(entries).toEqual(['data.request', 'data.answer', 'data.erase']);
  });

  it('keeps what a case rests on and other days than the one asked for', async () => {
    await openCase();
    await dwell('zhang', { from: '10:00', to: '10:40', day: '2026-11-10', where: 'store' });
    await dwell('zhang', { from: '10:00', to: '10:40', day: '2026-11-11', where: 'store' });
    const before = await countOf('segments');
    const held = await ask('track', DAY);
    expect((await grant(held)).erased).not.toHaveProperty('kept');
    expect(await told(held)).toMatchObject({ uploads: 0, kept: expect.any(Number) });
    expect(await countOf('segments')).toBe(before);
    const free = await ask('track', '2026-11-10');
    expect((await grant(free)).erased).toMatchObject({ uploads: 1 });
    expect(await told(free)).toMatchObject({ uploads: 1, kept: 0 });
    expect(await countOf('segments')).toBe(before - 1);
  });

  it('of alerts takes those that are over, for good, and keeps what a case rests on or is still looked into', async () => {
    await dwell('zhang', { from: '10:00', to: '10:40' });
    await detectPerson(deps, 'zhang');
    const [model] = await findAlerts('zhang', DAY, DAY);
    if (!model) throw new Error('no alert');
    const past = { day: '2026-10-19', status: 'cleared' } as const;
    const others = [
      { ...past, placeId: 'cleared' },
      { ...past, placeId: 'watched-long-ago', status: 'watching' },
      { ...past, placeId: 'case', status: 'handled', caseId: 'c-1' },
      { ...past, placeId: 'open', status: 'open' },
    ] as const;
    for (const one of others)
      await insertAlert({ ...model, id: one.placeId, shiftId: one.placeId, ...one, pending: [] });
    const places = async () => {
      const own = await findAlerts('zhang', '2026-01-01', '2026-12-31');
      return own.map(({ placeId }) => placeId).toSorted();
    };
    expect(await findSnapshot('zhang', model.shiftId), 'what was judged').not.toBeNull();
    const id = await ask('alert');
    expect((await listed(id))?.erases).toMatchObject({ days: 0, punches: 0 });
    expect(Object.keys((await grant(id)).erased ?? {})).not.toContain('alerts');
    expect(await told(id)).toMatchObject({ alerts: 2, kept: 3 });
    const left = ['case', 'open', model.placeId].toSorted();
    expect(await places()).toEqual(left);
    expect(await findAlert('cleared'), 'it only counts').toMatchObject({
      status: 'cleared',
      finding: { detector: model.finding.detector, evidence: [], sentence: { zh: '' } },
    });

    const { id: judgedId, version } = model;
    await updateAlert({ ...model, id: judgedId, version }, { set: { status: 'handled' } });
    const ofDay = await ask('alert', DAY);
    await grant(ofDay);
    expect(await told(ofDay)).toMatchObject({ alerts: 1, kept: 0 });
    expect(await findSnapshot('zhang', model.shiftId)).toBeNull();
    expect((await findDetections('zhang', DAY, DAY))[0]?.result?.findings).toEqual([]);
    await dwell('zhang', { from: '11:00', to: '11:40' });
    await detectPerson(deps, 'zhang');
    const [judged] = await findDetections('zhang', DAY, DAY);
    const after = judged?.result?.findings.filter(({ endAt }) => endAt > model.finding.endAt);
    expect(after?.map(({ verdict }) => verdict)).toContain('supported');
    expect(await places(), 'the day is judged again, the alert stays gone').toEqual(['case', 'open']);
  });

  it('of everything takes what was learned too, while an alert is still looked into', async () => {
    await dwell('zhang', { from: '10:00', to: '10:40' });
    await detectPerson(deps, 'zhang');
    const under = { sinceAt: at('00:00'), settings: 'x' };
    await saveBaseline('zhang', EMPTY_BASELINE, under);
    const all = await ask('all');
    await grant(all);
    expect(await told(all)).toMatchObject({ kept: expect.any(Number) });
    expect(await findAlerts('zhang', DAY, DAY)).toMatchObject([{ status: 'watching' }]);
    expect(await findBaseline('zhang', under)).toBeNull();
  });

  it('that was cut off is finished by the next sweep, and one that is refused takes nothing', async () => {
    await dwell('zhang', { from: '09:10', to: '09:50', where: 'store' });
    const refused = await ask('track');
    await app.post(`/api/v1/data-requests/${refused}/answer`, { result: 'refused', reason }, li);
    await sweep(deps);
    expect(await countOf('segments')).toBe(1);
    const granted = await ask('track');
    const hr = { personId: 'li', roles: ['hr'] };
    await answerDataRequest(deps, hr, { id: granted, body: { result: 'done', reason } });
    expect(await countOf('segments')).toBe(1);
    // The next day begins before it is carried out: nobody asked about that one.
    await dwell('zhang', { from: '09:10', to: '09:50', where: 'store', day: '2026-11-20' });
    await sweep(deps);
    expect(await countOf('segments')).toBe(1);
    expect((await findDetections('zhang', DAY, '2026-11-20')).map(({ day }) => day)).toEqual(['2026-11-20']);
    expect((await mine()).requests.find(({ id }) => id === granted)?.erased).toMatchObject({ uploads: 1 });
  });
});
