import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { CaseFileListSchema } from '../../server/contract/case-file.ts';
import { addHrFile, addOwnFile, removeCaseFile } from '../../server/flow/case/case-file.ts';
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
    const cookie = await app.signIn('ou_zhang');
    const remove = { method: 'DELETE', cookie };
    expect(await app.call(`/api/v1/my/cases/${caseId}/files/${ownId}`, remove)).toMatchObject({
      status: 409,
      body: { error: { code: 'case_ended' } },
    });
  });

  it('is told to the person when HR adds to it, as something to read and to answer', async () => {
    const { deps, recording } = company;
    await relay(deps);
    const cards = recording
      .to('ou_zhang')
      .filter((one) => recording.textOf(one).includes('添加了材料「排班表'));
    expect(cards).toHaveLength(1);
    expect(recording.textOf(cards[0])).toContain(`/h5/#/cases/${caseId}`);
    expect(recording.messages.filter((one) => recording.textOf(one).includes('请假条'))).toEqual([]);
  });

  it('stays once it was weighed, though it came after the answer', async () => {
    const { deps } = company;
    await contactCase(deps, li, { caseId });
    const version = async () => (await findCase(caseId))?.version ?? -1;
    const said = { quickReason: 'other', text: '当天在仓库领货，见收据' } as const;
    await explainCase(deps, zhang, { caseId, body: { id: uuidv7(), version: 0, ...said } });
    const person = await findPerson('zhang');
    if (!person) throw new Error('no person');
    const add = async (id: string) => {
      company.setNow(new Date(+deps.now() + 60_000));
      const bytes = Buffer.from('%PDF-1.4\n%receipt\n%%EOF\n');
      return addOwnFile(deps, person, { caseId, id, name: '收据.pdf', bytes });
    };
    const [kept, free] = [uuidv7(), uuidv7()];
    await add(kept);
    await add(free);
    const remove = (id: string) => removeCaseFile(deps, person, { caseId, id });
    const removable = async (openId: string) => {
      const cookie = await app.signIn(openId);
      const { files } = CaseFileListSchema.parse(
        (await app.call(`/api/v1/cases/${caseId}/files`, { cookie })).body,
      );
      return files.flatMap(({ id, mayRemove }) => (mayRemove ? [id] : []));
    };
    expect([await removable('ou_zhang'), await removable('ou_li')]).toEqual([[kept, free], []]);
    await remove(free);
    company.setNow(new Date(+deps.now() + 60_000));
    const verdict = { result: 'substantiated', reason: '收据与当天的出库记录不一致，当天不在仓库' } as const;
    await verifyCase(deps, li, { caseId, body: { version: await version(), ...verdict } });
    await expect(remove(kept)).rejects.toMatchObject({ code: 'file_weighed' });
    expect(await removable('ou_zhang')).toEqual([]);
  });
});
