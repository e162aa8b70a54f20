import { expect, it } from 'vitest';
import type { Case } from '../../server/domain/case/case.ts';
import { insertCase } from '../../server/store/cases.ts';
import { insertLetter } from '../../server/store/letters.ts';
import { listReadsOf } from '../../server/store/reads.ts';
import { buildCase } from '../domain/case/case-example.ts';
import { at, createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();

it('a letter, which has the name, is HR’s to read while the name is, and the person’s for good', async () => {
  const { deps } = await createCompany();
  app.use(deps);
  const answered = { id: 'e', at: at('10:00'), quickReason: 'other', text: '当天请假' } as const;
  const put = async (id: string, more: Partial<Case>) => {
    await insertCase(buildCase({ id, alertId: id, caseNo: `C-${id}`, personId: 'zhang', ...more }), []);
    const letter = {
      id: `l-${id}`,
      caseId: id,
      personId: 'zhang',
      kind: 'interview',
      no: `L-${id}`,
    } as const;
    const made = { issuedAt: at('11:00'), issuedById: 'li', sha256: 'x', bytes: 4, deliveries: [] };
    await insertLetter({ ...letter, ...made }, Buffer.from('%PDF'), []);
  };
  await put('running', { state: 'contacted', explanation: answered });
  await put('warned', { state: 'closed', outcome: 'warning', explanation: answered });
  await put('unproven', { state: 'closed', outcome: 'unsubstantiated', explanation: answered });
  await put('withdrawn', { state: 'withdrawn', outcome: 'withdrawn', explanation: answered });
  await put('masked', { state: 'contacted', unmask: unmaskUntil('11:30') });
  const read = async (by: string, id: string) => {
    const cookie = await app.signIn(`ou_${by}`);
    return (await app.call(`/api/v1/cases/${id}/letters/l-${id}/file`, { cookie })).status;
  };
  for (const id of ['running', 'warned']) expect([id, await read('li', id)]).toEqual([id, 200]);
  const before = await listReadsOf({ personId: 'zhang', what: 'case.letter', fromAt: at('00:00') });
  for (const id of ['unproven', 'withdrawn', 'masked']) {
    expect([id, await read('li', id)]).toEqual([id, 403]);
    expect([id, await read('sun', id)]).toEqual([id, 403]);
    expect([id, await read('zhang', id)]).toEqual([id, 200]);
  }
  const after = await listReadsOf({ personId: 'zhang', what: 'case.letter', fromAt: at('00:00') });
  expect(after.slice(before.length).filter(({ readerId }) => readerId !== 'zhang')).toEqual([]);
});

function unmaskUntil(clock: string): NonNullable<Case['unmask']> {
  const who = { askedById: 'li', byId: 'sun', purpose: '当面谈话', instanceCode: 'i' };
  return { at: at('10:30'), untilAt: at(clock), ...who };
}
