import type { OrgMapping } from '../contract/org-mapping.ts';
import type { ApprovalKind } from '../contract/approval.ts';
import type { TenantSeed } from '../contract/tenant.ts';
import { buildPeople, openIdOf, toTenantUser, userIdOf, type DemoPerson } from './people.ts';
import { PERSONAS } from './personas.ts';
import type { PlaceRole } from '../contract/place.ts';
import { buildPlaces, REGIONS, storeId } from './places.ts';
import { weekdaysOf } from './rest-days.ts';
import { demoSketch, demoTour } from './tour.ts';

export const APPROVAL_CODES = {
  decision: 'MINGQIN-DECISION',
  declaration: 'MINGQIN-DECLARATION',
  flexible: 'MINGQIN-FLEXIBLE',
  unmask: 'MINGQIN-UNMASK',
  threshold: 'MINGQIN-THRESHOLD',
  export: 'MINGQIN-EXPORT',
  go_live: 'MINGQIN-GO-LIVE',
} as const;
export const TENANT_KEY = 'mingqin_demo';
const SHIFT = { early: 'shift-0900', rep: 'shift-0930', rider: 'shift-1000' } as const;

type Widgets = readonly TenantSeed['approvalDefinitions'][number]['widgets'][number][];

/**
 * The demo company as its Feishu tenant holds it: org, chats, shifts, approval definitions and the page's tour. The rest days of its people
 * lie around the story, which begins on `startDay`; without one every day has a shift.
 */
export function buildTenant(widgets: Readonly<Record<ApprovalKind, Widgets>>, startDay?: string): TenantSeed {
  const people = buildPeople();
  return {
    tenantKey: TENANT_KEY,
    name: '明勤示范零售有限公司',
    departments: departmentsOf(people),
    users: people.map((person, index) => toTenantUser(person, index)),
    chats: REGIONS.map((region) => ({
      chatId: chatIdOf(region.id),
      name: `${region.name}管理群`,
      memberOpenIds: people
        .filter((person) => person.regionId === region.id && ['区域经理', '店长'].includes(person.jobTitle))
        .map((person) => openIdOf(person.key)),
    })),
    shifts: [
      {
        shiftId: SHIFT.early,
        name: '门店早班',
        onTime: '09:00',
        offTime: '18:00',
        rests: [{ start: '12:00', end: '13:00' }],
      },
      {
        shiftId: SHIFT.rep,
        name: '外勤班',
        onTime: '09:30',
        offTime: '18:00',
        rests: [{ start: '12:00', end: '13:00' }],
      },
      {
        shiftId: SHIFT.rider,
        name: '配送班',
        onTime: '10:00',
        offTime: '19:00',
        rests: [{ start: '14:00', end: '15:00' }],
      },
    ],
    weekly: people.flatMap((person, turn) => {
      const shiftId = shiftOf(person);
      if (shiftId === null) return [];
      const weekdays =
        startDay === undefined ? [1, 2, 3, 4, 5, 6, 7] : weekdaysOf(person, { startDay, turn });
      return [{ userId: userIdOf(person.key), shiftId, weekdays }];
    }),
    approvalDefinitions: [
      { code: APPROVAL_CODES.decision, name: '外勤案件处分审批', widgets: [...widgets.decision] },
      { code: APPROVAL_CODES.declaration, name: '兼职申报审批', widgets: [...widgets.declaration] },
      { code: APPROVAL_CODES.flexible, name: '弹性班次审批', widgets: [...widgets.flexible] },
      { code: APPROVAL_CODES.unmask, name: '查看姓名审批', widgets: [...widgets.unmask] },
      { code: APPROVAL_CODES.export, name: '导出证据审批', widgets: [...widgets.export] },
      { code: APPROVAL_CODES.threshold, name: '规则调整审批', widgets: [...widgets.threshold] },
      { code: APPROVAL_CODES.go_live, name: '区域上线审批', widgets: [...widgets.go_live] },
    ],
    personas: PERSONAS.map((persona) => ({ ...persona, ...phoneOf(people, persona.openId) })),
    tour: demoTour,
    sketch: demoSketch,
    places: buildPlaces().map(({ record }) => ({
      kind: mapKindOf(record.roles),
      label: record.name,
      ...record.center,
      radiusM: record.radiusM ?? 0,
    })),
  };
}

/** A person's phone lies at the own store; office people's at the first store of their region, or of all. */
function phoneOf(people: readonly DemoPerson[], openId: string): { phoneAt?: { lng: number; lat: number } } {
  const person = people.find(({ key }) => openIdOf(key) === openId);
  const wanted = person?.storeId ?? storeId(person?.regionId ?? 'pudong', 0);
  const store = buildPlaces().find(({ externalId }) => externalId === wanted);
  return store === undefined ? {} : { phoneAt: store.record.center };
}

const mapKindOf = (roles: readonly PlaceRole[]) =>
  roles.includes('own_store') ? 'own_store' : roles.includes('competitor') ? 'competitor' : 'customer';

/** How the tenant's departments and titles become regions, stores and roles. */
export function buildOrgMapping(): OrgMapping {
  return {
    timeZone: 'Asia/Shanghai',
    regions: REGIONS.map(({ id, name }) => ({
      id,
      name,
      departmentId: openDepartmentId(id),
      groupChatId: chatIdOf(id),
    })),
    stores: REGIONS.flatMap(({ id }) =>
      [0, 1, 2, 3].map((index) => ({
        departmentId: openDepartmentId(storeId(id, index)),
        placeId: storeId(id, index),
      })),
    ),
    roleRules: [
      { role: 'area_manager', jobTitle: '区域经理' },
      { role: 'store_manager', jobTitle: '店长' },
      { role: 'hr', jobTitle: '人事专员' },
      { role: 'hr', jobTitle: '人事主管' },
      { role: 'hr_lead', jobTitle: '人事主管' },
      { role: 'legal', jobTitle: '法务' },
      { role: 'staff_rep', jobTitle: '职工代表' },
      { role: 'auditor', jobTitle: '审计' },
      { role: 'admin', jobTitle: '系统管理员' },
    ],
    staffKinds: [
      { jobTitle: '导购', kind: 'promoter' },
      { jobTitle: '业务代表', kind: 'rep' },
      { jobTitle: '配送员', kind: 'rider' },
    ],
  };
}

const openDepartmentId = (id: string): string => `od-${id.replaceAll('-', '')}`;
const chatIdOf = (regionId: string): string => `oc_${regionId}`;

function departmentsOf(people: readonly DemoPerson[]): TenantSeed['departments'] {
  const leaderOf = (find: (person: DemoPerson) => boolean) => {
    const leader = people.find(find);
    return leader === undefined ? {} : { leaderUserId: userIdOf(leader.key) };
  };
  return [
    { departmentId: 'office', openDepartmentId: openDepartmentId('office'), name: '总部', parentId: '0' },
    ...REGIONS.map((region) => ({
      departmentId: region.id,
      openDepartmentId: openDepartmentId(region.id),
      name: region.name,
      parentId: '0',
      ...leaderOf((person) => person.jobTitle === '区域经理' && person.regionId === region.id),
    })),
    ...REGIONS.flatMap((region) =>
      [0, 1, 2, 3].map((index) => {
        const id = storeId(region.id, index);
        return {
          departmentId: id,
          openDepartmentId: openDepartmentId(id),
          name: `${region.name}门店${index + 1}`,
          parentId: region.id,
          ...leaderOf((person) => person.jobTitle === '店长' && person.storeId === id),
        };
      }),
    ),
  ];
}

function shiftOf(person: DemoPerson): string | null {
  if (['导购', '店长'].includes(person.jobTitle)) return SHIFT.early;
  if (person.jobTitle === '业务代表') return SHIFT.rep;
  return person.jobTitle === '配送员' ? SHIFT.rider : null;
}
