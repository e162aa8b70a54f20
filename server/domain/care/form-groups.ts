import { groupBy } from '../group-by.ts';
import { mergeSmall } from '../statistics/merge-small.ts';

/** A person and where in the company the person stands. */
export type GroupedPerson = Readonly<{ id: string; regionId: string; departmentId: string }>;
/** People told of together: departments of one region, or small regions as a whole. */
type CareGroup = Readonly<{
  regionIds: readonly string[];
  departmentIds: readonly string[];
  memberIds: readonly string[];
}>;

/**
 * A partition of people into groups of at least `k`: departments of a region, small ones joined; regions that are too small joined with
 * each other; those who are still too few are left out. There is no total beside the groups, so that no difference tells of fewer.
 */
export function formGroups(people: readonly GroupedPerson[], k: number): CareGroup[] {
  const regions = groupBy(people, ({ regionId }) => regionId);
  const large = [...regions].filter(([, members]) => members.length >= k);
  const small = [...regions].filter(([, members]) => members.length < k).flatMap(([, members]) => members);
  const byDepartment = large.flatMap(([, members]) => splitRegion(members, k));
  return small.length >= k ? [...byDepartment, groupOf(small)] : byDepartment;
}

function splitRegion(members: readonly GroupedPerson[], k: number): CareGroup[] {
  const departments = groupBy(members, ({ departmentId }) => departmentId);
  const sizes = [...departments].map(([name, own]) => ({ name, size: own.length }));
  return mergeSmall(sizes, k).map((part) => groupOf(part.flatMap(({ name }) => departments.get(name) ?? [])));
}

const groupOf = (members: readonly GroupedPerson[]): CareGroup => ({
  regionIds: [...new Set(members.map(({ regionId }) => regionId))].toSorted(),
  departmentIds: [...new Set(members.map(({ departmentId }) => departmentId))].toSorted(),
  memberIds: members.map(({ id }) => id).toSorted(),
});
