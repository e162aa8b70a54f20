import type { Agreement, Authorisation } from '../../../server/domain/non-compete/agreement.ts';

/** A valid agreement of a person who left on 31 March 2026: twelve months, 4,000 of 12,000 yuan, paid for April to July. */
export function buildAgreement(
  overrides: Partial<Agreement> = {},
  without: readonly ('signedDay' | 'endedDay' | 'review')[] = [],
): Agreement {
  const at = new Date('2026-04-01T02:00:00Z');
  const agreement: Agreement = {
    id: 'a1',
    agreementNo: 'NC-1',
    personId: 'gone',
    version: 1,
    signedDay: '2024-03-01',
    endedDay: '2026-03-31',
    roleClass: 'confidentiality_duty',
    secrets: [{ name: '区域经销商底价表', kind: 'business', basis: '2024-2026 负责华东定价' }],
    scope: '华东快消品经销',
    area: '上海、江苏、浙江',
    review: { at, byId: 'zhou', result: 'proportionate', note: '范围与所接触的商业秘密相符' },
    termMonths: 12,
    monthlyFen: 400_000,
    averageWageFen: 1_200_000,
    minimumWageFen: 274_000,
    payDay: 10,
    payments: ['2026-05-10', '2026-06-10', '2026-07-10', '2026-08-10'].map((paidDay, index) => ({
      id: `p${index}`,
      amountFen: 400_000,
      paidDay,
      reference: '工资代发',
      at,
    })),
    authorisations: [buildAuthorisation()],
    monitoring: { state: 'off', sources: [] },
    ...overrides,
  };
  const { signedDay, endedDay, review, ...rest } = agreement;
  const kept = Object.entries({ signedDay, endedDay, review }).filter(
    ([key, value]) => value !== undefined && !without.some((name) => name === key),
  );
  return { ...rest, ...Object.fromEntries(kept) };
}

/** In force for the whole term of the agreement above. */
export function buildAuthorisation(overrides: Partial<Authorisation> = {}): Authorisation {
  return {
    id: 'z1',
    signedDay: '2026-04-02',
    fromDay: '2026-04-02',
    toDay: '2027-03-31',
    documentSha256: 'a'.repeat(64),
    recordedAt: new Date('2026-04-02T02:00:00Z'),
    ...overrides,
  };
}
