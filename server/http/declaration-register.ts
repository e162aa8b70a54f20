import { DeclarationStatusSchema, type DeclarationStatus } from '../contract/declaration.ts';
import type { DeclarationRegister } from '../contract/views.ts';
import type { Deps } from '../flow/deps.ts';
import { findDeclarations } from '../store/declarations.ts';
import type { Person } from '../store/people.ts';
import { viewDeclarations } from './declaration-reader.ts';
import { isHr, readRegister } from './register.ts';

const LIST_LIMIT = 500;
/** What waits or holds comes before what is over. */
const LIVE_LIMIT = 3_000;
const LIVE: readonly DeclarationStatus[] = ['pending', 'approved'];
const OVER = DeclarationStatusSchema.options.filter((status) => !LIVE.includes(status));

/** All declarations HR may see, those of the own region for its manager. */
export async function listRegister(deps: Deps, reader: Person, after: unknown): Promise<DeclarationRegister> {
  const { rows, next } = await readRegister(deps, reader, {
    after,
    what: 'declaration',
    parts: [
      { limit: LIVE_LIMIT, list: (filter) => findDeclarations({ ...filter, statuses: LIVE }) },
      { limit: LIST_LIMIT, list: (filter) => findDeclarations({ ...filter, statuses: OVER }) },
    ],
  });
  const views = await viewDeclarations(
    deps,
    rows.map(({ request }) => request),
    isHr(reader) ? 'hr' : 'other',
  );
  const whose = new Map(rows.map(({ request, person }) => [request.id, person]));
  return {
    rows: views.map((view) => ({ ...view, person: whose.get(view.id) ?? { name: '', employeeNo: '' } })),
    ...next,
  };
}
