import { expect, it } from 'vitest';
import { recordFaultTexts, sayFault } from '../../../server/contract/texts/record-faults.ts';
import { parseRecord } from '../../../server/flow/records/record-checks.ts';

const point = { lng: 121.5, lat: 31.2 };
const span = { startAt: '2026-11-25T09:00:00+08:00', endAt: '2026-11-25T10:00:00+08:00' };
const visit = { employeeNo: 'E1', customerId: 'c1', ...span };
const place = { name: '一号', roles: ['customer'], center: point, datum: 'wgs84' };

it.each([
  ['instant', 'visits', { ...visit, startAt: '2026-11-25 09:00' }],
  ['span', 'visits', { ...visit, endAt: '2026-11-24T10:00:00+08:00' }],
  ['month', 'targets', { employeeNo: 'E1', month: '2026-13', amountFen: 1 }],
  ['bssid', 'places', { ...place, wifiBssids: ['nonsense'] }],
  ['nullIsland', 'places', { ...place, center: { lng: 0, lat: 0 } }],
  ['ringOrCircle', 'zones', { name: '一区', datum: 'wgs84' }],
  ['unknownField', 'places', { ...place, colour: 'red' }],
  ['badName', 'places', { ...place, $where: '1' }],
] as const)('a record that breaks %s is told so in either language', (fault, kind, record) => {
  for (const language of ['zh', 'en'] as const) {
    const parsed = parseRecord({ kind, externalId: 'x-1', record });
    const reasons = 'faults' in parsed ? parsed.faults.map((one) => sayFault(one, language)) : [];
    expect(reasons).toEqual([recordFaultTexts[fault][language]]);
  }
});
