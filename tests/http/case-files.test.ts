import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { CaseFileListSchema } from '../../server/contract/case-file.ts';
import { addHrFile, addOwnFile } from '../../server/flow/case/case-file.ts';
import { contactCase, explainCase, verifyCase } from '../../server/flow/case.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { relay } from '../../server/flow/relay.ts';
import { findCase, listCases } from '../../server/store/cases.ts';
import { findPerson } from '../../server/store/people.ts';
import { createCompany, dwell, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

const zhang = { personId: 'zhang', roles: [] };
const li = { personId: 'li', roles: ['employee', 'hr'] };
const NAME = '张导购的请假条.jpg';

describe('what the person adds to a case', () => {
  useDatabase();
  const app = useApp();
  let company: Company;
  let caseId: string;
  const ownId = uuidv7();
  beforeEach(async () => {
    company = await createCompany();
    app.use(company.deps);
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
    const person = await findPerson('zhang');
    if (!person) throw new Error('no person');
    const paper = sharp({ create: { width: 64, height: 48, channels: 3, background: '#fff' } }).jpeg();
    const bytes = await paper.toBuffer();
    await addOwnFile(company.deps, person, { caseId, id: ownId, name: NAME, bytes });
    await addHrFile(company.deps, li, { caseId, id: uuidv7(), name: '排班表.jpg', bytes });
  });
  const look = async (by: string) => {
    const cookie = await app.signIn(`ou_${by}`);
    const { files } = CaseFileListSchema.parse(
      (await app.call(`/api/v1/cases/${caseId}/files`, { cookie })).body,
    );
    const { status } = await app.call(`/api/v1/cases/${caseId}/files/${ownId}`, { cookie });
    return [files.map(({ name }) => name), status];
  };

  it('is HR’s to see from the answer on, which opens the name, and no more once the case came to nothing', async () => {
    const { deps } = company;
    expect(await look('li')).toEqual([['排班表.jpg'], 404]);
    expect(await look('zhang')).toEqual([[NAME, '排班表.jpg'], 200]);
    await contactCase(deps, li, { caseId });
    expect(await look('li')).toEqual([['排班表.jpg'], 404]);
    const versionOf = async () => (await findCase(caseId))?.version ?? -1;
    const said = { quickReason: 'other', text: '当天请假，见所附的请假条' } as const;
    const body = { id: uuidv7(), version: await versionOf(), ...said };
    await explainCase(deps, zhang, { caseId, body });
    expect(await look('li')).toEqual([[NAME, '排班表.jpg'], 200]);
    const verdict = {
      version: await versionOf(),
      result: 'unsubstantiated',
      reason: '当天有经批准的请假，与排班表一致，不属实',
    } as const;
    await verifyCase(deps, li, { caseId, body: verdict });
    expect(await look('li')).toEqual([['排班表.jpg'], 404]);
    expect(await look('zhang')).toEqual([[NAME, '排班表.jpg'], 200]);
  });
});
