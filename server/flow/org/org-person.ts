import type { Engagement, Role } from '../../contract/person.ts';
import type { OrgDepartment, OrgUser } from '../../feishu/platform.ts';
import type { OrgMapping } from '../../store/org-mapping.ts';
import type { Person } from '../../store/people.ts';

/** What the directory and the mapping say of a person. */
export type Described = Omit<Person, 'id' | 'isActive' | 'leftAt' | 'storeSinceAt'>;

/** Feishu's employee_type; any other that no rule explains is unknown, and unknown locks the penalty ladder. */
const ENGAGEMENTS: Readonly<Record<number, Engagement>> = {
  1: 'full_time',
  2: 'intern',
  3: 'outsourced',
  4: 'dispatched',
};

/** Reads one directory entry by the mapping; a department counts with all departments above it. */
export function describePerson(
  user: OrgUser,
  departments: readonly OrgDepartment[],
  mapping: OrgMapping,
): Described {
  return describePeople(departments, mapping)(user);
}

/** The same for many people of one directory: the tree and the mapping are read once. */
export function describePeople(
  departments: readonly OrgDepartment[],
  mapping: OrgMapping,
): (user: OrgUser) => Described {
  const parentOf = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const storeOf = new Map(mapping.stores.map(({ departmentId, placeId }) => [departmentId, placeId]));
  return (user) => {
    const within = withParents(user.departmentIds, parentOf);
    const engagement = engagementOf(user, within, mapping);
    const region = mapping.regions.find(({ departmentId }) => within.has(departmentId));
    const storePlaceId = [...within].map((id) => storeOf.get(id)).find((placeId) => placeId !== undefined);
    const kind = mapping.staffKinds.find(({ jobTitle }) => jobTitle === user.jobTitle);
    return {
      openId: user.openId,
      userId: user.userId,
      employeeNo: user.employeeNo,
      name: user.name,
      roles: rolesOf(user, within, mapping),
      staffKind: kind?.kind ?? 'office',
      ...(kind?.isRegional && { isRegional: true }),
      engagement,
      employer: engagement === 'outsourced' || engagement === 'dispatched' ? 'external' : 'company',
      departmentIds: [...user.departmentIds],
      ...(region && { regionId: region.id }),
      ...(storePlaceId !== undefined && { storePlaceId }),
      ...(user.leaderOpenId !== undefined && { leaderOpenId: user.leaderOpenId }),
      timeZone: mapping.timeZone,
    };
  };
}

function rolesOf(user: OrgUser, within: ReadonlySet<string>, mapping: OrgMapping): Role[] {
  const given = mapping.roleRules.filter((rule) => isFor(rule, user, within));
  return [...new Set<Role>(['employee', ...given.map(({ role }) => role)])];
}

function engagementOf(
  user: OrgUser,
  within: ReadonlySet<string>,
  { engagements = [] }: OrgMapping,
): Engagement {
  const rule = engagements.find((one) => isFor(one, user, within));
  return rule?.engagement ?? ENGAGEMENTS[user.employeeType] ?? 'unknown';
}

type Rule = Pick<OrgMapping['roleRules'][number], 'jobTitle' | 'departmentId' | 'openId'> &
  Readonly<{ employeeType?: number | undefined }>;

/** A rule that names nothing is for nobody. */
const isFor = (
  { jobTitle, departmentId, openId, employeeType }: Rule,
  user: OrgUser,
  within: ReadonlySet<string>,
): boolean =>
  (jobTitle === undefined || jobTitle === user.jobTitle) &&
  (departmentId === undefined || within.has(departmentId)) &&
  (openId === undefined || openId === user.openId) &&
  (employeeType === undefined || employeeType === user.employeeType) &&
  (jobTitle ?? departmentId ?? openId ?? employeeType) !== undefined;

function withParents(ids: readonly string[], parentOf: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  for (const id of ids) {
    for (let at: string | undefined = id; at !== undefined && !found.has(at); at = parentOf.get(at))
      found.add(at);
  }
  return found;
}
