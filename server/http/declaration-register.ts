import { DeclarationStatusSchema, type DeclarationStatus } from '../contract/declaration.ts';
import type { DeclarationRegister } from '../contract/views.ts';
import { forbidden } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findDeclarations, type Declaration } from '../store/declarations.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import type { PageScope } from '../store/page.ts';
import { findPeople, listStaff, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { isHr, isOwnRegion, viewDeclarations } from './declaration-reader.ts';
import { readPage } from './page.ts';

const LIST_LIMIT = 500;
/** What waits or holds comes before what is over. */
const LIVE_LIMIT = 3_000;
const LIVE: readonly DeclarationStatus[] = ['pending', 'approved'];
const OVER = DeclarationStatusSchema.options.filter((status) => !LIVE.includes(status));

/** All declarations for HR, those of the own region for its manager; each look is in the ledger of whom it is about, once an hour (R16). */
export async function listRegister(deps: Deps, reader: Person, after: unknown): Promise<DeclarationRegister> {
  if (!isHr(reader) && !reader.roles.includes('area_manager')) throw forbidden('not_your_role');
  const personIds = isHr(reader) ? undefined : await regionOf(reader);
  const whose = personIds && { personIds };
  const part = (statuses: readonly DeclarationStatus[], limit: number) => ({
    limit,
    list: (scope: PageScope) => findDeclarations({ ...whose, statuses, ...scope }),
    endOf: ({ submittedAt, id }: Declaration) => ({ at: submittedAt, id }),
  });
  const parts = [part(LIVE, LIVE_LIMIT), part(OVER, LIST_LIMIT)];
  const { items: found, next } = await readPage(after, parts);
  const people = new Map(
    (await findPeople(found.map(({ personId }) => personId))).map((one) => [one.id, one]),
  );
  const regions = new Map((await getOrgMapping()).regions.map(({ id, name }) => [id, name]));
  const at = deps.now();
  await Promise.all(
    [...people.keys()].map((personId) =>
      recordRead(
        { personId, readerId: reader.id, what: 'declaration', purpose: 'declaration', at },
        `declaration:${reader.id}:${personId}:${at.toISOString().slice(0, 13)}`,
      ),
    ),
  );
  const as = isHr(reader) ? 'hr' : 'other';
  const views = await viewDeclarations(deps, found, { reader: as, timeZone: reader.timeZone });
  return {
    rows: views.map((view, index) => {
      const person = people.get(found[index]?.personId ?? '');
      const regionName = regions.get(person?.regionId ?? '');
      return {
        ...view,
        person: {
          name: person?.name ?? '',
          employeeNo: person?.employeeNo ?? '',
          ...(regionName !== undefined && { regionName }),
        },
      };
    }),
    ...next,
  };
}

async function regionOf(reader: Person): Promise<string[]> {
  return (await listStaff()).filter((one) => isOwnRegion(reader, one)).map(({ id }) => id);
}
