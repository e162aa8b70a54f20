import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { contactCase, explainCase, publishCase, verifyCase } from '../../../server/flow/case.ts';
import { proposePenalty } from '../../../server/flow/decision.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { putZone } from '../../../server/flow/records/records.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { assignZone } from '../../../server/flow/zone/zone-assign.ts';
import { withdrawZoneByHand } from '../../../server/flow/zone/zone-withdraw.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { findCase, listCases, type CaseRecord } from '../../../server/store/cases.ts';
import { findPerson } from '../../../server/store/people.ts';
import { findZoneDigest } from '../../../server/store/zones.ts';
import { hr, reason, subject } from '../case/case-walk.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

const BEFORE = '2026-11-16';
const DAYS = ['2026-11-17', '2026-11-18', DAY];
const FAR = { lng: 121.62, lat: 31.25 };
const who = async (id: string) => (await findPerson(id)) ?? expect.fail(`no ${id}`);
const evidence = [
  { kind: 'location' as const, note: '不在区域内约六小时' },
  { kind: 'interview' as const, note: '当面谈话，本人承认' },
];

useDatabase();
let company: Company;
const east = (radiusM: number) =>
  putZone(company.deps, 'east', { name: '东片区', datum: 'wgs84', center: FAR, radiusM, regionId: 'pudong' });
beforeEach(async () => {
  company = await createCompany();
  const { deps } = company;
  company.setNow(at('10:00', BEFORE));
  // Nobody's place: only the zone makes it somewhere else.
  await mongoose.connection.collection<{ _id: string }>('places').deleteOne({ _id: 'rival' });
  await east(2_000);
  const put = { id: uuidv7(), zoneId: 'east', personId: 'zhang', fromDay: BEFORE, reason: '接替请假的同事' };
  await assignZone(deps, await who('wang'), put);
  for (const day of DAYS) {
    await giveShift('zhang', day);
    await dwell('zhang', { from: '09:30', to: '16:00', where: 'rival', day });
    company.setNow(at('19:00', day));
    await detectPerson(deps, 'zhang');
    await relay(deps);
  }
});

/** The case about the zone, with its penalty put to the second person in the chat. */
async function proposed(): Promise<string> {
  const { deps } = company;
  company.setNow(at('10:00', '2026-11-20'));
  await sweep(deps);
  const [first] = await listCases({ limit: 1 });
  const caseId = first?.id ?? '';
  const load = async (): Promise<CaseRecord> => {
    const record = await findCase(caseId);
    if (!record) throw new Error('no case');
    return record;
  };
  if ((await load()).state === 'open') await publishCase(deps, await load());
  await contactCase(deps, hr, { caseId });
  const said = {
    id: uuidv7(),
    version: 0,
    quickReason: 'other',
    text: '当天按老片区跑的',
    done: true,
  } as const;
  await explainCase(deps, subject, { caseId, body: said });
  const { version } = await load();
  await verifyCase(deps, hr, { caseId, body: { version, result: 'substantiated', reason } });
  const body = { penalty: 'warning' as const, reason, legalBasis: '规范第 5 条', evidence };
  await proposePenalty(deps, hr, { caseId, body: { ...body, version: (await load()).version } });
  await relay(deps);
  expect(company.recording.approvals.at(-1)?.instance.status).toBe('PENDING');
  return caseId;
}

describe('a zone that goes while a penalty about it is being decided', () => {
  it.each(['withdrawn', 'widened'])(
    '%s: clears the alert, withdraws the case and asks nobody any more',
    async (how) => {
      const caseId = await proposed();
      const seen = (await findZoneDigest('east')) ?? '';
      if (how === 'withdrawn')
        await withdrawZoneByHand(company.deps, await who('li'), {
          id: 'east',
          seen,
          why: '区域画错了，重新划分',
        });
      else await east(20_000);
      await relay(company.deps);
      company.setNow(at('10:10', '2026-11-20'));
      await sweep(company.deps);
      await sweep(company.deps);
      expect(await findAlerts('zhang', DAY, DAY)).toMatchObject([{ status: 'cleared' }]);
      expect(await findCase(caseId)).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn' });
      expect(company.recording.approvals.at(-1)?.instance.status).toBe('CANCELED');
    },
  );
});
