import { answerConsent, NOTICES } from '../../../server/flow/policy/consent.ts';
import { saveDuty } from '../../../server/flow/case/duty.ts';
import { insertPolicy } from '../../../server/store/policies.ts';
import { acknowledge, at, type Company } from '../company.ts';

/** Everything that the checklist asks for: a policy that was consulted about and read, an answered notice, a roster. */
export async function prepareRegion({ deps, setNow }: Company): Promise<void> {
  setNow(at('08:00'));
  const day = '2026-10-02';
  await insertPolicy(
    {
      version: '2',
      title: '规范',
      body: '正文',
      hash: 'h2',
      effectiveAt: new Date(`${day}T00:00:00Z`),
      adoptedAt: new Date(`${day}T00:00:00Z`),
      consultation: '工会',
      consultationRecord: {
        form: 'staff_congress',
        withWhom: '职工代表大会',
        people: 12,
        discussedFromDay: '2026-09-01',
        discussedToDay: '2026-09-10',
        opinions: '希望先试行',
        settledWith: '工会',
        settledDay: '2026-09-12',
        result: '同意先在一个区域试行四周',
        publicisedFromDay: '2026-09-13',
        publicisedHow: '公告栏',
      },
    },
    [],
  );
  await acknowledge('zhang', new Date('2026-10-03T00:00:00Z'), '2');
  const [notice] = NOTICES.filter(({ kind }) => kind === 'location');
  if (!notice) throw new Error('no notice');
  const { kind, version, hash } = notice;
  await answerConsent(deps, { personId: 'zhang', roles: [] }, { kind, version, hash, granted: true });
  const body = { fromDay: '2026-11-01', toDay: '2027-01-31', hrId: 'li', deputyIds: ['sun'] };
  await saveDuty(deps, { personId: 'sun', roles: ['hr', 'hr_lead'] }, { id: '2026-w47', body });
}
