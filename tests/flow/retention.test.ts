import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { takePublicLead } from '../../server/flow/lead/public-lead.ts';
import { settleLead } from '../../server/flow/lead/lead-move.ts';
import { runCounted } from '../../server/flow/counted-run.ts';
import { forgetExpired } from '../../server/flow/retention.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { findAlert, findAlerts, updateAlert } from '../../server/store/alerts.ts';
import { findAlertWords, saveAlertWords } from '../../server/store/alert-labels.ts';
import { listAudit } from '../../server/store/audit.ts';
import { listCaseFiles, insertCaseFile } from '../../server/store/case-files.ts';
import { findCase, listCases, saveMove } from '../../server/store/cases.ts';
import { findDetections, markDirty } from '../../server/store/detections.ts';
import { findLead } from '../../server/store/leads.ts';
import { findPhoto, insertPhoto, readPhoto } from '../../server/store/photos.ts';
import { findFixes } from '../../server/store/segments.ts';
import { savePerson } from '../../server/store/people.ts';
import { saveSetting } from '../../server/store/settings.ts';
import { saveWorkRecord, withdrawWorkRecord } from '../../server/store/work-record-changes.ts';
import { findWorkRecords } from '../../server/store/work-records.ts';
import {
  findDeclarationDocument,
  insertDeclarationDocument,
} from '../../server/store/declaration-documents.ts';
import { insertDeclaration, listDeclarations } from '../../server/store/declarations.ts';
import { saveArrangement } from '../../server/store/arrangements.ts';
import { saveSettingGroup } from '../../server/flow/company/company-settings.ts';
import { Punches } from '../../server/store/punch-model.ts';
import { findPunch, insertPunch } from '../../server/store/punches.ts';
import { findVisit, insertVisit } from '../../server/store/visits.ts';
import { useDatabase } from '../support/db.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, type Company } from './company.ts';

const DAY_MS = 86_400_000;
const later = (days: number) => new Date(+at('12:00') + days * DAY_MS);

describe('the retention of raw tracks', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
  });
  const forgetAfter = async (days: number) => {
    company.setNow(later(days));
    return (await forgetExpired(company.deps)).segments;
  };
  const fixesOf = async (personId: string) =>
    (await findFixes(personId, later(-400), later(800))).segments.flatMap(({ fixes }) => fixes).length;

  it('deletes fixes after 60 days and not before, by the time of the fixes', async () => {
    await dwell('zhang', { from: '10:00', to: '11:00', receivedAt: later(30) });
    expect([await forgetAfter(59.9), await fixesOf('zhang')]).toEqual([0, 31]);
    expect([await forgetAfter(61), await fixesOf('zhang')]).toEqual([1, 0]);
  });

  it('looks once a day, and keeps what is younger', async () => {
    await dwell('zhang', { from: '10:00', to: '11:00' });
    expect(await forgetAfter(10)).toBe(0);
    expect(await forgetAfter(10.5)).toBe(0);
    expect([await forgetAfter(61), await fixesOf('zhang')]).toEqual([1, 0]);
  });

  it('keeps what a case rests on besides its leading finding, days before it', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await dwell('zhang', { from: '10:00', to: '11:20', day: '2026-11-12', where: 'store' });
    await sweep(company.deps);
    const [record] = await listCases({ limit: 9 });
    if (!record) throw new Error('no case');
    const { finding } = record;
    const beside = [{ ...finding, detector: 'side-job', startAt: at('10:00', '2026-11-12') }];
    const next = { ...record, beside, version: record.version + 1 };
    await saveMove(record, next, { pending: [], dropped: [] });
    expect([await forgetAfter(100), await fixesOf('zhang')]).toEqual([0, 82]);
  });

  it('keeps the days around a case until two years after it ended, and nothing else of the person', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await dwell('zhang', { from: '10:00', to: '11:20', day: '2026-11-12', where: 'store' });
    await sweep(company.deps);
    expect(await listCases({ limit: 9 })).toHaveLength(1);
    expect([await forgetAfter(100), await fixesOf('zhang')]).toEqual([1, 41]);
    const [record] = await listCases({ limit: 9 });
    if (!record) throw new Error('no case');
    const move = { at: later(110), actorId: 'li', event: 'close', from: record.state, to: 'closed' as const };
    const { clock: _clock, ...rest } = record;
    await saveMove(
      record,
      { ...rest, state: 'closed', version: record.version + 1, history: [...record.history, move] },
      { pending: [], dropped: [] },
    );
    await insertCaseFile(
      {
        id: 'f-1',
        caseId: record.id,
        personId: 'zhang',
        byId: 'zhang',
        name: '单据.jpg',
        type: 'image/jpeg',
        size: 4,
        sourceSha256: 'x',
        at: later(109),
      },
      Buffer.from('jpeg'),
      [],
    );
    expect([await forgetAfter(500), await fixesOf('zhang')]).toEqual([0, 41]);
    await forgetAfter(110 + 729);
    expect(await findCase(record.id)).toMatchObject({ personId: 'zhang', state: 'closed' });
    expect(await listCaseFiles(record.id)).toHaveLength(1);
    expect([await forgetAfter(110 + 731), await fixesOf('zhang')]).toEqual([1, 0]);
    expect(await findCase(record.id)).toBeNull();
    expect(await listCaseFiles(record.id)).toEqual([]);
    expect(JSON.stringify(await findAlert(record.alertId))).not.toMatch(/zhang|wang|rival|M-/);
    await sweep(company.deps);
    expect(await listCases({ limit: 9 })).toEqual([]);
    const receipts = [...(await listAudit(`cases:${record.id}`)), ...(await listAudit('retention'))]
      .map(({ entry }) => entry)
      .filter(({ action }) => action.endsWith('.forget'));
    expect(receipts).toMatchObject([
      { action: 'case.forget', from: 'closed', to: 'files:1', why: 'R13: 730 days after its end' },
      { action: 'retention.forget', to: 'segments:1', why: 'R13' },
      { action: 'retention.forget', to: 'days:1', why: 'R13' },
      { action: 'retention.forget', to: 'segments:1 days:1 cases:1', why: 'R13' },
    ]);
    expect(JSON.stringify(receipts)).not.toMatch(/zhang|张|personId|单据/);
  });
});

describe('the retention of where punches and visits were made', () => {
  useDatabase();
  const PLACE = { lng: 121.52, lat: 31.25, accuracyM: 12, sourceDatum: 'wgs84' } as const;
  const save = async (id: string, when: Date) => {
    const common = { id, personId: 'zhang', capturedAt: when, receivedAt: when, digest: id, hasPhoto: false };
    const times = { at: when, capturedAt: when, receivedAt: when };
    await insertPunch(
      {
        ...common,
        ...times,
        kind: 'in',
        skewMs: 0,
        status: 'confirmed',
        reasons: [],
        installId: 'i',
        placeId: 'store',
        location: PLACE,
        device: { model: 'SECRET-PHONE' },
        conflicts: [{ ...times, digest: 'other', kind: 'in', location: PLACE }],
      },
      [],
    );
    const said = { source: 'phone', said: 'logged', purpose: 'sales', customerId: 'store' } as const;
    const visit = { ...common, ...said, startAt: when, editedAt: when, location: PLACE, conflicts: [] };
    await insertVisit(visit, []);
  };
  const left = async (id: string) => JSON.stringify([await findPunch(id), await findVisit(id)]);

  it('goes with the raw track after 60 days, and leaves the records', async () => {
    const company = await createCompany();
    await save('one', at('10:00'));
    company.setNow(later(59));
    expect(await forgetExpired(company.deps)).toMatchObject({ places: 0 });
    expect(await left('one')).toContain('121.52');
    company.setNow(later(61));
    expect(await forgetExpired(company.deps)).toMatchObject({ places: 2 });
    expect(await left('one')).not.toMatch(/121\.52|SECRET/);
    expect(await findPunch('one')).toMatchObject({ kind: 'in', at: at('10:00'), placeId: 'store' });
    expect(await findVisit('one')).toMatchObject({ customerId: 'store', startAt: at('10:00') });
  });

  it('says what all of a run took that was broken off and went on, and that it is no less', async () => {
    const company = await createCompany();
    await save('one', at('10:00'));
    company.setNow(later(61));
    const ended = new Error('the process ended');
    const broken = runCounted('retention-run', later(61), [
      ['segments', async () => 3],
      ['places', () => Promise.reject(ended)],
    ]);
    await expect(broken).rejects.toBe(ended);
    expect(await forgetExpired(company.deps)).toMatchObject({ segments: 3, places: 2 });
    company.setNow(later(63));
    expect(await forgetExpired(company.deps)).toMatchObject({ segments: 0, places: 0 });
    await sweep(company.deps);
    const lines = (await listAudit('retention')).map(({ entry: { to, why } }) => ({ to, why }));
    expect(lines).toEqual([{ to: 'segments:3 places:2', why: 'R13, at least: the run was broken off' }]);
  });

  it('takes the phone’s model from punches that have no place, too', async () => {
    const company = await createCompany();
    await save('one', at('10:00'));
    await save('two', at('10:00'));
    await Punches.updateOne({ _id: 'two' }, { $unset: { location: 1 } });
    company.setNow(later(61));
    expect(await forgetExpired(company.deps)).toMatchObject({ places: 4 });
    expect(await left('two')).not.toContain('SECRET');
  });

  it('goes from a copy that contradicts a punch without a place', async () => {
    const company = await createCompany();
    await save('one', at('10:00'));
    await Punches.updateOne({ _id: 'one' }, { $unset: { location: 1, device: 1 } });
    company.setNow(later(61));
    expect(await forgetExpired(company.deps)).toMatchObject({ places: 2 });
    expect(await left('one')).not.toContain('121.52');
  });

  it('stays where a case rests on it, and nowhere else of the person', async () => {
    const company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    await save('held', at('10:30'));
    await save('other', later(-10));
    company.setNow(later(100));
    expect(await forgetExpired(company.deps)).toMatchObject({ places: 2 });
    expect(await left('held')).toContain('121.52');
    expect(await left('other')).not.toContain('121.52');
  });
});

describe('the retention of photos and of daily results', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
  });
  const forgetAfter = async (days: number) => {
    company.setNow(later(days));
    const { photos, days: results } = await forgetExpired(company.deps);
    return { photos, days: results };
  };
  const takePhotoOf = async (personId: string, capturedAt = at('10:30')) => {
    const id = `photo-${personId}-${+capturedAt}`;
    const fields = { id, personId, punchId: id, capturedAt, receivedAt: capturedAt, widthPx: 1, heightPx: 1 };
    await insertPhoto({ ...fields, sourceSha256: id, sha256: id }, Buffer.from('jpeg'));
    const photo = await findPhoto(id);
    if (!photo) throw new Error('no photo');
    return photo;
  };

  it('deletes a photo with its bytes after 180 days', async () => {
    const photo = await takePhotoOf('zhang');
    expect(await forgetAfter(179)).toMatchObject({ photos: 0 });
    expect(String(await readPhoto(photo))).toBe('jpeg');
    expect(await forgetAfter(181)).toMatchObject({ photos: 1 });
    expect(await findPhoto(photo.id)).toBeNull();
    await expect(readPhoto(photo)).rejects.toThrow(/FileNotFound/);
  });

  it('deletes the result of a day after a year', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20', where: 'store' });
    await sweep(company.deps);
    expect(await findDetections('zhang', '2026-11-01', '2026-11-30')).toHaveLength(1);
    expect(await forgetAfter(364)).toMatchObject({ days: 0 });
    expect(await forgetAfter(367)).toMatchObject({ days: 1 });
    expect(await findDetections('zhang', '2026-11-01', '2026-11-30')).toEqual([]);
  });

  it('keeps both where a case rests on them, and nothing else of the person', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    expect(await listCases({ limit: 9 })).toHaveLength(1);
    const held = await takePhotoOf('zhang');
    const other = await takePhotoOf('zhang', later(-10));
    await markDirty({ personId: 'zhang', shiftId: 'old', day: '2026-11-02', at: later(-17) });
    expect(await forgetAfter(400)).toEqual({ photos: 1, days: 1 });
    expect([await findPhoto(held.id), await findPhoto(other.id)]).toEqual([held, null]);
    const left = await findDetections('zhang', '2026-11-01', '2026-11-30');
    expect(left.map(({ day }) => day)).toEqual(['2026-11-19']);
  });
});

describe('a side job', () => {
  useDatabase();
  it('goes with its papers a year after it was over; what runs or waits stays', async () => {
    const { deps, setNow } = await createCompany();
    const declare = async (id: string, toDay: string, status: 'approved' | 'pending') =>
      insertDeclaration({
        id,
        personId: 'zhang',
        version: 0,
        digest: 'x',
        kind: 'employed',
        weekdays: [6],
        startTime: '19:00',
        endTime: '21:00',
        fromDay: '2026-11-01',
        toDay,
        status,
        isNoticeOnly: false,
        isAmnesty: false,
        submittedAt: at('09:00'),
        requestId: id,
        askedAt: at('09:00'),
        approverIds: [],
        answers: [],
        pending: [],
        sent: [],
      });
    await declare('over', DAY, 'approved');
    await declare('waits', DAY, 'pending');
    await declare('runs', '2027-11-30', 'approved');
    const paper = { id: 'p', declarationId: 'over', personId: 'zhang', name: 'a', mime: 'application/pdf' };
    await insertDeclarationDocument(
      { ...paper, sourceSha256: 'x', bytes: 1, at: at('09:00') },
      { content: Buffer.from('x'), pending: [] },
    );
    setNow(later(364));
    expect(await forgetExpired(deps)).toMatchObject({ declarations: 0 });
    setNow(later(367));
    expect(await forgetExpired(deps)).toMatchObject({ declarations: 1 });
    const left = (await listDeclarations('zhang')).map(({ id }) => id);
    expect(left.toSorted()).toEqual(['runs', 'waits']);
    expect(await findDeclarationDocument('p')).toBeNull();
  });
});

describe('a lead that led to no case', () => {
  useDatabase();
  it('goes 90 days after it was dismissed, with who sent it; what waits or was taken up stays', async () => {
    const { deps, setNow } = await createCompany();
    const li = { personId: 'li', roles: ['hr'] };
    const send = async () => {
      const said = {
        kind: 'second_job',
        day: DAY,
        who: '张三',
        text: '张三在别处上班，已经有一段时间',
      } as const;
      const contact = { name: '王先生', reach: '13800000000' };
      return (await takePublicLead(deps, { id: uuidv7(), ...said, contact })).lead;
    };
    const [waiting, late, dismissed] = [await send(), await send(), await send()];
    const end = { event: 'dismiss', reason: '没有任何记录可以与它相互印证，不予受理' } as const;
    await settleLead(deps, li, { leadId: dismissed.id, version: dismissed.version, ...end });
    setNow(later(60));
    await settleLead(deps, li, { leadId: late.id, version: late.version, ...end });
    setNow(later(89));
    expect(await forgetExpired(deps)).toMatchObject({ leads: 0 });
    setNow(later(91));
    expect(await forgetExpired(deps)).toMatchObject({ leads: 1 });
    expect(await findLead(dismissed.id)).toBeNull();
    expect([await findLead(waiting.id), await findLead(late.id)]).not.toContain(null);
  });
});

describe('a dismissed alert', () => {
  useDatabase();
  it('is nobody’s after 90 days: it still counts, and says neither whom, where nor what of', async () => {
    const company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '10:40' });
    await sweep(company.deps);
    const [alert] = await findAlerts('zhang', '2026-11-19', '2026-11-19');
    if (!alert) throw new Error('no alert');
    expect(alert.caseId).toBeUndefined();
    const dismissed = await updateAlert(alert, {
      set: { status: 'cleared' },
      handling: { kind: 'data_error', byId: 'wang', at: at('15:00'), note: '张三当时在本店' },
    });
    expect(dismissed?.status).toBe('cleared');
    const said = { at: at('16:00'), note: '张三说当时在本店' };
    await saveAlertWords(alert.id, { hr: { ...said, isWorthAsking: false, byId: 'li' } }, []);
    await saveAlertWords(alert.id, { feedback: { ...said, feedback: 'wrong' } }, []);
    company.setNow(later(89));
    expect(await forgetExpired(company.deps)).toMatchObject({ alerts: 0 });
    company.setNow(later(92));
    expect(await forgetExpired(company.deps)).toMatchObject({ alerts: 1 });
    expect(await findAlerts('zhang', '2026-11-01', '2026-11-30')).toEqual([]);
    const left = await findAlert(alert.id);
    expect(left).toMatchObject({
      status: 'cleared',
      regionId: 'pudong',
      finding: {
        detector: alert.finding.detector,
        version: alert.finding.version,
        numbers: {},
        evidence: [],
      },
      handlings: [{ kind: 'data_error', byId: 'gone' }],
    });
    expect(JSON.stringify(left)).not.toMatch(/zhang|张三|wang|rival|M-/);
    expect([...(await findAlertWords([alert.id])).values()]).toEqual([
      {
        id: alert.id,
        hr: { at: at('16:00'), isWorthAsking: false, byId: 'gone' },
        feedback: { at: at('16:00'), feedback: 'wrong' },
      },
    ]);
    company.setNow(later(94));
    expect(await forgetExpired(company.deps)).toMatchObject({ alerts: 0 });
  });
});

describe('the retention of records of work', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await Promise.all(
      ['work_records', 'visits', 'arrangements', 'settings'].map((name) =>
        mongoose.connection.collection(name).deleteMany({}),
      ),
    );
  });
  const forgetAfter = async (days: number) => {
    company.setNow(later(days));
    return (await forgetExpired(company.deps)).records;
  };
  const idsIn = async (collection: string) => {
    const found = mongoose.connection.collection<{ _id: string }>(collection).find().sort({ _id: 1 });
    return (await found.toArray()).map(({ _id }) => _id);
  };
  const employeeNo = buildPerson({ id: 'zhang' }).employeeNo;
  const source = { digest: 'd', by: 'key:crm', at: at('12:00') };
  const putVisit = (externalId: string, startAt: Date) =>
    saveWorkRecord(
      { kind: 'visits', externalId, employeeNo, customerId: 'M-1', startAt, endAt: startAt, data: {} },
      source,
    );

  it('deletes them two years after they were over, withdrawn ones and visits logged here too, with a line of how many', async () => {
    await putVisit('v-1', at('10:00'));
    await putVisit('v-2', at('11:00'));
    await withdrawWorkRecord(
      { kind: 'visits', externalId: 'v-2', by: 'key:crm', at: at('12:00') },
      async () => undefined,
    );
    await putVisit('young', later(5));
    await saveWorkRecord(
      {
        kind: 'targets',
        externalId: 't-1',
        employeeNo,
        startAt: later(-10),
        endAt: later(20),
        data: { amountFen: 1 },
      },
      source,
    );
    await insertVisit(
      {
        id: 'logged',
        personId: 'zhang',
        customerId: 'M-1',
        startAt: at('10:00'),
        source: 'phone',
        said: 'logged',
        hasPhoto: false,
        capturedAt: at('10:00'),
        receivedAt: at('10:00'),
        editedAt: at('10:00'),
        digest: 'd',
        conflicts: [],
      },
      [],
    );
    await saveArrangement({
      id: 'alert-1',
      personId: 'zhang',
      startAt: at('10:00'),
      endAt: at('11:00'),
      kind: 'support',
      byId: 'wang',
      at: at('12:00'),
      isSampled: false,
    });
    expect(await forgetAfter(729)).toBe(0);
    expect(await idsIn('work_records')).toHaveLength(4);
    expect(await forgetAfter(731)).toBe(4);
    expect(await idsIn('work_records')).toEqual(['targets:t-1', 'visits:young']);
    expect([await idsIn('visits'), await idsIn('arrangements')]).toEqual([[], []]);
    expect(await forgetAfter(732.5)).toBe(0);
    expect(await forgetAfter(752)).toBe(2);
    await sweep(company.deps);
    const lines = (await listAudit('retention')).map(({ entry: { action, to, why } }) => ({
      action,
      to,
      why,
    }));
    expect(lines.slice(-2)).toEqual([
      { action: 'retention.forget', to: 'records:4', why: 'R13' },
      { action: 'retention.forget', to: 'records:2', why: 'R13' },
    ]);
  });

  it('goes by the company’s own period, which its HR lead sets within limits', async () => {
    const hr = { personId: 'sun', roles: ['hr_lead'] };
    const set = (recordDays: number) =>
      saveSettingGroup(company.deps, hr, {
        group: 'retention',
        body: { values: { recordDays }, reason: '按公司档案制度' },
      });
    await putVisit('v-1', at('10:00'));
    await expect(set(300)).rejects.toMatchObject({ code: 'invalid_input' });
    await set(400);
    expect(await forgetAfter(399)).toBe(0);
    expect(await forgetAfter(402)).toBe(1);
  });

  it('keeps what a case rests on with the case, and nothing else of the person', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await putVisit('of-the-day', at('10:30'));
    await putVisit('before', later(-20));
    await sweep(company.deps);
    const [record] = await listCases({ limit: 9 });
    if (!record) throw new Error('no case');
    expect(await forgetAfter(800)).toBe(1);
    expect(
      (await findWorkRecords(employeeNo, later(-99), later(99))).map(({ externalId }) => externalId),
    ).toEqual(['of-the-day']);
    const move = { at: later(810), actorId: 'li', event: 'close', from: record.state, to: 'closed' as const };
    const { clock: _clock, ...rest } = record;
    await saveMove(
      record,
      { ...rest, state: 'closed', version: record.version + 1, history: [...record.history, move] },
      { pending: [], dropped: [] },
    );
    expect(await forgetAfter(810 + 729)).toBe(0);
    expect(await forgetAfter(810 + 731)).toBe(1);
    expect(await idsIn('work_records')).toEqual([]);
  });

  it('keeps it too where the number of who left was given to somebody else with a case', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await putVisit('of-the-day', at('10:30'));
    await sweep(company.deps);
    await savePerson(buildPerson({ id: 'zhang-2', employeeNo }));
    const cases = mongoose.connection.collection<{
      _id: string;
      alertId: string;
      personId: string;
      finding: object;
    }>('cases');
    const first = await cases.findOne({ personId: 'zhang' });
    if (!first) throw new Error('no case');
    const finding = { ...first.finding, startAt: later(-9), endAt: later(-9) };
    await cases.insertOne({ ...first, _id: 'of-the-next', alertId: 'x', personId: 'zhang-2', finding });
    expect(await forgetAfter(800)).toBe(0);
    expect(await idsIn('work_records')).toEqual(['visits:of-the-day']);
  });

  it('deletes a great many a slice at a time, and goes on in the next minute until nothing is left', async () => {
    const many = Array.from({ length: 4_500 }, (_, n) => ({
      _id: `visits:${String(n).padStart(5, '0')}`,
      kind: 'visits',
      externalId: String(n),
      employeeNo: 'E-other',
      startAt: at('10:00'),
      endAt: at('10:00'),
      data: {},
      ...source,
      receivedAt: source.at,
    }));
    await mongoose.connection
      .collection<{ _id: string }>('work_records')
      .insertMany(many.map(({ at: _at, ...doc }) => doc));
    await saveSetting('record-period', { recordDays: 730 });
    company.setNow(later(731));
    const hurried = { ...company.deps, sliceMs: 0 };
    const first = await forgetExpired(hurried);
    expect(first.records).toBe(2_000);
    const rest = await forgetExpired(company.deps);
    expect(rest.records).toBe(2_500);
    expect(await forgetExpired(company.deps)).toMatchObject({ records: 0 });
    expect(await idsIn('work_records')).toEqual([]);
  });
});
