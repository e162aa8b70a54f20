import type { z } from 'zod';
import type { InsurancePaymentSchema } from '../non-compete.ts';
import type { RecordKind, RecordToPutSchema } from '../records.ts';

type Given = z.input<typeof RecordToPutSchema>;
type RecordOf<Kind extends RecordKind> = Extract<Given, { kind: Kind }>['record'];

/** One record of each kind as another system would send it. */
export const RECORD_EXAMPLES: Readonly<{ [Kind in RecordKind]: RecordOf<Kind> }> = {
  places: {
    name: '世纪大道客户',
    roles: ['customer'],
    center: { lng: 121.5273, lat: 31.2286 },
    datum: 'gcj02',
    radiusM: 60,
  },
  zones: {
    name: '陆家嘴配送区',
    datum: 'gcj02',
    polygon: [
      { lng: 121.495, lat: 31.232 },
      { lng: 121.52, lat: 31.232 },
      { lng: 121.52, lat: 31.248 },
      { lng: 121.495, lat: 31.248 },
    ],
  },
  visits: {
    employeeNo: 'MQ1022',
    customerId: 'customer-1',
    startAt: '2026-11-18T10:00:00+08:00',
    endAt: '2026-11-18T10:30:00+08:00',
    purpose: 'sales',
  },
  orders: {
    customerId: 'customer-1',
    bookedTo: 'MQ1022',
    at: '2026-11-18T11:20:00+08:00',
    amountFen: 128_000,
    channel: 'rep',
  },
  attendance: {
    employeeNo: 'MQ1022',
    kind: 'in',
    at: '2026-11-18T08:58:12+08:00',
    deviceId: 'device-7',
    riskFlag: 0,
  },
  anchors: {
    employeeNo: 'MQ1022',
    kind: 'pos',
    at: '2026-11-18T09:12:40+08:00',
    placeId: 'store-1',
  },
  tasks: {
    employeeNo: 'MQ1022',
    kind: 'pickup',
    point: { lng: 121.5273, lat: 31.2286 },
    datum: 'gcj02',
    startAt: '2026-11-18T12:00:00+08:00',
    endAt: '2026-11-18T12:20:00+08:00',
    waybillId: 'W-20261125-17',
  },
  targets: { employeeNo: 'MQ1022', month: '2026-12', amountFen: 8_000_000 },
  plans: {
    employeeNo: 'MQ1022',
    customerId: 'customer-1',
    day: '2026-11-26',
    orderNo: 1,
    fromTime: '09:30',
    toTime: '11:00',
    stayMin: 30,
  },
};

export const INSURANCE_EXAMPLE: z.input<typeof InsurancePaymentSchema> = {
  agreementNo: 'NC-2026-014',
  employerName: '上海示例商贸有限公司',
  month: '2026-11',
};
