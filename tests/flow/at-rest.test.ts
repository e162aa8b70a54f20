import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_BASELINE } from '../../server/domain/baseline/baseline.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { findBaseline, saveBaseline } from '../../server/store/baselines.ts';
import { insertCaseFile, readCaseFile } from '../../server/store/case-files.ts';
import { insertCertificate, listCertificates, readCertificate } from '../../server/store/certificates.ts';
import {
  insertDeclarationDocument,
  readDeclarationDocument,
} from '../../server/store/declaration-documents.ts';
import { findDetection } from '../../server/store/detections.ts';
import { findSnapshot } from '../../server/store/evidence-snapshots.ts';
import { insertLetter, readLetter } from '../../server/store/letters.ts';
import { findPhoto, insertPhoto, readPhoto } from '../../server/store/photos.ts';
import { readPersonalData } from '../../server/store/personal-data.ts';
import { findPunch, insertPunch, keepPunchConflict } from '../../server/store/punches.ts';
import { SEALED } from '../../server/store/sealed.ts';
import { appendSegment, findFixes } from '../../server/store/segments.ts';
import { findVisit, insertVisit } from '../../server/store/visits.ts';
import { saveWorkRecord } from '../../server/store/work-record-changes.ts';
import { findWorkRecords } from '../../server/store/work-records.ts';
import { useDatabase } from '../support/db.ts';
import { at, createCompany, dwell, giveShift } from './company.ts';

/** Nowhere near a place of the company: whoever finds it in the database has found somebody. */
const CANARY = { lng: 121.5123457, lat: 31.2345679 };
const LOCATION = { ...CANARY, accuracyM: 12, sourceDatum: 'wgs84' } as const;
const PAPER = Buffer.from(`%PDF-1.4 canary ${'x'.repeat(400)}`);
const STOP = { ...CANARY, weight: 1, recentDays: ['2026-11-02'], dwellMin: 40 };
const UNDER = { sinceAt: at('00:00'), settings: 's' };
const person = { personId: 'zhang', at: at('10:00') };
const ids = { punch: uuidv7(), visit: uuidv7(), photo: uuidv7(), file: uuidv7(), certificate: uuidv7() };

describe('what the database holds of where people were, their photos and papers', () => {
  useDatabase();
  let shiftId: string;
  beforeAll(async () => {
    const company = await createCompany();
    shiftId = await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    await keepPlaces();
    await keepPapers();
  });

  it('is sealed wherever there is any, and nowhere readable', async () => {
    const sealed = new Set<string>();
    const readable: string[] = [];
    for (const [collection, path, value] of await everyValue()) {
      if (value instanceof Uint8Array && isSealed(value)) sealed.add(collection.replace('.chunks', ''));
      else if (showsCanary(value)) readable.push(`${collection} ${path}`);
      else if (/\.(lng|lat)$/.test(path) && !['places', 'zones'].includes(collection))
        readable.push(`${collection} ${path}`);
    }
    expect(readable).toEqual([]);
    expect([...sealed].toSorted()).toEqual(Object.keys(SEALED).toSorted());
  });

  it('comes back whole', async () => {
    const fixes = (await findFixes('zhang', at('08:00'), at('09:00'))).segments.flatMap((one) => one.fixes);
    expect(fixes).toMatchObject([{ seq: 9, lng: expect.closeTo(CANARY.lng, 6) }]);
    expect(await findPunch(ids.punch)).toMatchObject({
      location: LOCATION,
      conflicts: [{ digest: 'other', location: LOCATION }],
    });
    expect(await findVisit(ids.visit)).toMatchObject({ location: LOCATION });
    const records = await findWorkRecords('E-zhang', at('09:00'), at('11:00'));
    expect(records).toMatchObject([{ kind: 'tasks', data: { point: CANARY } }]);
    expect((await findDetection('zhang', shiftId))?.result?.stays[0]?.fixes).toBeGreaterThan(30);
    expect((await findSnapshot('zhang', shiftId))?.judged.length).toBeGreaterThan(100);
    expect(await findBaseline('zhang', UNDER)).toEqual({ ...EMPTY_BASELINE, stops: [STOP] });
    const [certificate] = await listCertificates('zhang');
    if (!certificate) throw new Error('no certificate');
    const photo = await findPhoto(ids.photo);
    if (!photo) throw new Error('no photo');
    const papers = [
      await readPhoto(photo),
      await readCertificate(certificate),
      await readCaseFile(ids.file),
      await readDeclarationDocument(ids.file),
      await readLetter(ids.file),
    ];
    expect(papers).toEqual(papers.map(() => PAPER));
  });

  it('is open in what the person is given', async () => {
    const data = await readPersonalData({ id: 'zhang', employeeNo: 'E-zhang' });
    expect(data.get('punches')).toMatchObject([{ location: LOCATION, conflicts: [{ location: LOCATION }] }]);
    expect(data.get('visits')).toMatchObject([{ location: LOCATION }]);
    expect(data.get('work_records')).toMatchObject([{ data: { point: CANARY } }]);
    expect(data.get('segments')).toContainEqual(
      expect.objectContaining({ fixes: expect.arrayContaining([expect.objectContaining({ seq: 40 })]) }),
    );
    const stay = { lng: expect.any(Number), startAt: expect.any(Date), fixes: 41 };
    expect(data.get('detections')).toMatchObject([{ result: { stays: [stay] } }]);
    expect(data.get('baselines')).toMatchObject([{ baseline: { stops: [STOP] } }]);
  });
});

async function keepPlaces(): Promise<void> {
  await saveBaseline('zhang', { ...EMPTY_BASELINE, stops: [STOP] }, UNDER);
  const ofPhone = {
    capturedAt: person.at,
    receivedAt: person.at,
    hasPhoto: false,
    digest: 'd',
    conflicts: [],
  };
  const fix = { seq: 9, atMs: +at('08:30'), capturedAtMs: +at('08:30'), ...CANARY, accuracyM: 12 };
  const upload = { personId: 'zhang', installId: uuidv7(), ordinal: 1, receivedAt: person.at } as const;
  await appendSegment({ ...upload, sourceDatum: 'wgs84', fixes: [fix], conflicts: [fix] });
  const punch = { skewMs: 0, status: 'confirmed', installId: uuidv7(), kind: 'in' } as const;
  await insertPunch({ id: ids.punch, ...person, ...ofPhone, ...punch, reasons: [], location: LOCATION }, []);
  const copy = { kind: 'in', capturedAt: person.at, receivedAt: person.at, at: person.at } as const;
  await keepPunchConflict(ids.punch, { ...copy, digest: 'other', location: LOCATION });
  const visit = { customerId: 'c1', startAt: person.at, editedAt: person.at } as const;
  const said = { source: 'phone', said: 'logged', location: LOCATION } as const;
  await insertVisit({ id: ids.visit, personId: 'zhang', ...ofPhone, ...visit, ...said }, []);
  const data = { task: 'drop', point: CANARY, sourceDatum: 'wgs84' } as const;
  const span = { startAt: person.at, endAt: person.at, employeeNo: 'E-zhang', externalId: 't1' };
  await saveWorkRecord({ kind: 'tasks', ...span, data }, { digest: 'd', by: 'key:crm', at: person.at });
}

async function keepPapers(): Promise<void> {
  const hashes = { sourceSha256: 's', sha256: 's' };
  const taken = { ...hashes, personId: 'zhang', capturedAt: person.at, receivedAt: person.at };
  await insertPhoto({ id: ids.photo, punchId: ids.punch, ...taken, widthPx: 1, heightPx: 1 }, PAPER);
  const paper = { personId: 'zhang', sourceSha256: 's' };
  await insertCertificate(
    {
      ...paper,
      id: ids.certificate,
      kind: 'other',
      mime: 'application/pdf',
      receivedAt: person.at,
      pending: [],
    },
    PAPER,
  );
  const file = { ...paper, caseId: 'c', name: 'n', type: 'application/pdf', size: 1, at: person.at } as const;
  await insertCaseFile({ id: ids.file, ...file }, PAPER, []);
  const document = {
    ...paper,
    declarationId: 'd',
    name: 'n',
    mime: 'application/pdf',
    bytes: 1,
    at: person.at,
  };
  await insertDeclarationDocument({ id: ids.file, ...document }, { content: PAPER, pending: [] });
  const letter = { caseId: 'c', personId: 'zhang', kind: 'decision', no: '1', issuedById: 'li' } as const;
  await insertLetter(
    { id: ids.file, ...letter, issuedAt: person.at, sha256: 's', bytes: 1, deliveries: [] },
    PAPER,
    [],
  );
}

type Value = readonly [collection: string, path: string, value: unknown];

async function everyValue(): Promise<Value[]> {
  const names = (await mongoose.connection.listCollections()).map(({ name }) => name);
  const found = await Promise.all(
    names.map(async (name) => {
      const rows = await mongoose.connection.collection(name).find().toArray();
      return rows.flatMap((row) => valuesOf(row).map(([path, value]): Value => [name, path, value]));
    }),
  );
  return found.flat();
}

function valuesOf(value: unknown, path = ''): (readonly [path: string, value: unknown])[] {
  if (value instanceof mongoose.mongo.Binary) return [[path, value.buffer]];
  if (typeof value !== 'object' || value === null || value instanceof Date) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => valuesOf(inner, `${path}.${name}`));
}

const isSealed = (bytes: Uint8Array): boolean => Buffer.from(bytes).subarray(0, 4).toString() === 'mqs1';

function showsCanary(value: unknown): boolean {
  if (typeof value === 'number')
    return [CANARY.lng, CANARY.lat].some((one) => Math.abs(value - one) < 0.000_01);
  const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
  return typeof text === 'string' && /121\.51234|31\.23456|canary/.test(text);
}
