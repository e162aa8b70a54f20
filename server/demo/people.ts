import type { TenantUser } from '../contract/tenant.ts';
import { REGIONS, storeId } from './places.ts';

export type DemoPerson = Readonly<{
  key: string;
  name: string;
  jobTitle: string;
  regionId?: string;
  storeId?: string;
  leaderKey?: string;
}>;

/** People the situations are told about; their names appear in the sandbox's tour. */
export const MANAGER = 'm-pudong';
export const HR = 'hr-1';
export const HR_LEAD = 'hr-lead';
export const LEGAL = 'legal-1';
export const STAFF_REP = 'rep-1';
export const ADMIN = 'admin-1';
export const NEEDS_MANAGER = 'p-1';
export const MUST_EXPLAIN = 'p-2';
export const IN_THE_MALL = 'p-14';
export const HR_MUST_CONTACT = 'p-6';
export const LATE_DATA = 'r-2';
export const DECLARED = 'd-1';
/** Logs visits to customers he was not at. */
export const LOGS_TOO_MUCH = 'r-5';
/** Collects for another platform between own deliveries. */
export const RIDES_FOR_OTHERS = 'd-3';
/** Go to a customer whose stored position is wrong. */
export const MISPLACED_VISITORS: readonly string[] = ['r-1', 'r-4'];
/** Collects own waybills at a counter that serves several platforms. */
export const SHARES_COUNTER = 'd-4';
/** Surveys a rival's shop, as the visit log says. */
export const SURVEYS = 'r-8';
/** Who work for somebody else in working hours or log what they did not do; nobody else does. */
export const MISBEHAVING: readonly string[] = [
  NEEDS_MANAGER,
  MUST_EXPLAIN,
  HR_MUST_CONTACT,
  LOGS_TOO_MUCH,
  RIDES_FOR_OTHERS,
];
/** Joined yesterday: has agreed to nothing and read nothing yet. */
export const NEWCOMER = 'p-13';

const OFFICE: readonly DemoPerson[] = [
  { key: MANAGER, name: '王建国', jobTitle: '区域经理', regionId: 'pudong' },
  { key: 'm-xuhui', name: '何敏', jobTitle: '区域经理', regionId: 'xuhui' },
  { key: 'm-jingan', name: '许涛', jobTitle: '区域经理', regionId: 'jingan' },
  { key: HR, name: '李静', jobTitle: '人事专员' },
  { key: HR_LEAD, name: '韩梅', jobTitle: '人事主管' },
  { key: LEGAL, name: '周文', jobTitle: '法务' },
  { key: STAFF_REP, name: '沈芳', jobTitle: '职工代表' },
  { key: 'audit-1', name: '顾明', jobTitle: '审计' },
  { key: ADMIN, name: '陆远', jobTitle: '系统管理员' },
];

const STORE_MANAGERS = [
  '陈晨',
  '蒋勇',
  '曹丽',
  '彭飞',
  '袁洁',
  '邓军',
  '傅蕾',
  '沈浩',
  '曾娟',
  '吕强',
  '苏婷',
  '卢斌',
];
const PROMOTERS = [
  '孙悦',
  '张欣',
  '马超',
  '吴桐',
  '朱琳',
  '赵倩',
  '胡斌',
  '林晓',
  '高洁',
  '罗丹',
  '梁爽',
  '宋佳',
  '唐磊',
  '冯雪',
];
const REPS = ['郑凯', '谢宁', '董卓然', '萧雅', '程功', '余波', '潘岳', '戴维', '夏天', '田野'];
const RIDERS = ['冯强', '钱进', '姜山', '范伟', '方正', '石磊'];

/** 30 staff of the three kinds, store and area managers, HR, legal, employee representative, auditor and administrator. */
export function buildPeople(): DemoPerson[] {
  return [
    ...OFFICE,
    ...STORE_MANAGERS.map((name, index) =>
      storePerson({ key: `s-${index + 1}`, name, jobTitle: '店长', index }),
    ),
    ...PROMOTERS.map((name, index) => storePerson({ key: `p-${index + 1}`, name, jobTitle: '导购', index })),
    ...REPS.map((name, index) => regionPerson({ key: `r-${index + 1}`, name, jobTitle: '业务代表', index })),
    ...RIDERS.map((name, index) =>
      storePerson({ key: `d-${index + 1}`, name, jobTitle: '配送员', index: index * 4 }),
    ),
  ];
}

export const openIdOf = (key: string): string => `ou_${key.replaceAll('-', '')}`;
export const userIdOf = (key: string): string => `u_${key.replaceAll('-', '')}`;

/** A person as the tenant's directory holds them; employee numbers are MQ1001, MQ1002, … in list order. */
export function toTenantUser(person: DemoPerson, index: number): TenantUser {
  return {
    openId: openIdOf(person.key),
    userId: userIdOf(person.key),
    unionId: `on_${person.key.replaceAll('-', '')}`,
    name: person.name,
    employeeNo: `MQ${1001 + index}`,
    employeeType: 1,
    jobTitle: person.jobTitle,
    departmentIds: [person.storeId ?? person.regionId ?? 'office'],
    ...(person.leaderKey === undefined ? {} : { leaderUserId: userIdOf(person.leaderKey) }),
  };
}

type Draft = Readonly<{ key: string; name: string; jobTitle: string; index: number }>;

/** Fills Pudong's four stores first, then the other regions', then starts again. */
function storePerson({ key, name, jobTitle, index }: Draft): DemoPerson {
  const region = REGIONS[Math.floor((index % 12) / 4)];
  if (region === undefined) throw new Error('no region');
  const leaderKey = jobTitle === '店长' ? `m-${region.id}` : `s-${(index % 12) + 1}`;
  return { key, name, jobTitle, regionId: region.id, storeId: storeId(region.id, index % 4), leaderKey };
}

function regionPerson({ key, name, jobTitle, index }: Draft): DemoPerson {
  const region = REGIONS[index % REGIONS.length];
  if (region === undefined) throw new Error('no region');
  return { key, name, jobTitle, regionId: region.id, leaderKey: `m-${region.id}` };
}
