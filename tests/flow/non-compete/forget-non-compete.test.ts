import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '../../../server/flow/deps.ts';
import { takeInsurancePayment } from '../../../server/flow/non-compete/non-compete-record.ts';
import { followAgreements } from '../../../server/flow/non-compete/non-compete-monitor.ts';
import { relay } from '../../../server/flow/relay.ts';
import { forgetExpired } from '../../../server/flow/retention.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { insertCertificate, listCertificates } from '../../../server/store/certificates.ts';
import { findAgreement } from '../../../server/store/non-compete-agreements.ts';
import { listNonCompeteCases } from '../../../server/store/non-compete-cases.ts';
import { savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPerson, createCompany, type Company } from '../company.ts';
import { addDeparted, startWatching } from './departed.ts';

useDatabase();
let company: Company;
let deps: Deps;
beforeEach(async () => {
  company = await createCompany();
  ({ deps } = company);
  await addDeparted();
  await savePerson(buildPerson({ id: 'other', name: '何离职', isActive: false }));
});

const handIn = (personId: string) =>
  insertCertificate(
    {
      id: uuidv7(),
      personId,
      kind: 'employment',
      mime: 'application/pdf',
      sourceSha256: 's',
      receivedAt: new Date('2026-11-20T02:00:00Z'),
      pending: [],
    },
    Buffer.from('%PDF-1.4'),
  );
const forgetAt = async (instant: string) => {
  company.setNow(new Date(instant));
  const { agreements, certificates } = await forgetExpired(deps);
  return [agreements, certificates];
};
const bytesLeft = () => mongoose.connection.collection('certificate-files.chunks').countDocuments();

describe('what was agreed and looked at after somebody left', () => {
  it('goes two years after its end with its cases and papers, and leaves a line that names nobody', async () => {
    await mongoose.connection.collection('certificate-files.chunks').deleteMany({});
    const { id, agreementNo } = await startWatching(deps);
    const payment = { agreementNo, employerName: '永辉超市股份有限公司', month: '2026-11' };
    await takeInsurancePayment(deps, {
      externalId: 'sb-1',
      by: 'key:insurance',
      payment: { ...payment, creditCode: '91350000727900106T' },
    });
    await relay(deps);
    expect(await listNonCompeteCases({ agreementId: id })).toHaveLength(1);
    await handIn('gone');
    await handIn('other');
    expect(await forgetAt('2028-11-19T02:00:00Z')).toEqual([0, 0]);
    // Nobody needs the papers of who has no agreement; the other's wait for it.
    expect(await forgetAt('2029-08-01T02:00:00Z')).toEqual([0, 1]);
    expect([(await listCertificates('gone')).length, (await listCertificates('other')).length]).toEqual([
      1, 0,
    ]);
    await followAgreements(deps);
    expect((await findAgreement(id))?.monitoring.state).toBe('stopped');
    // Its case still runs.
    expect(await forgetAt('2029-08-03T02:00:00Z')).toEqual([0, 0]);
    await mongoose.connection
      .collection('non_compete_cases')
      .updateOne({ agreementId: id }, { $set: { state: 'closed' } });
    expect(await forgetAt('2029-08-05T02:00:00Z')).toEqual([1, 1]);
    expect([await findAgreement(id), await listNonCompeteCases({ agreementId: id })]).toEqual([null, []]);
    expect(await mongoose.connection.collection('non_compete_records').countDocuments()).toBe(0);
    expect([await listCertificates('gone'), await bytesLeft()]).toEqual([[], 0]);
    await relay(deps);
    const lines = (await listAudit(`non_compete_agreements:${id}`)).map(({ entry }) => entry);
    expect(lines.at(-1)).toMatchObject({ action: 'non_compete.forget', to: 'records:1 cases:1' });
    expect(JSON.stringify(lines.at(-1))).not.toMatch(/gone|林离职/);
  });
});
