import type { DeclarationView } from '../contract/views.ts';
import { dayOf } from '../domain/time.ts';
import { notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { listDeclarationDocuments } from '../store/declaration-documents.ts';
import { findDeclaration, type Declaration } from '../store/declarations.ts';
import { findPerson, type Person } from '../store/people.ts';
import { findPlaces } from '../store/places.ts';
import { recordRead } from '../store/reads.ts';
import { declarationView, type Beside } from './views/declaration-view.ts';

/** How a reader relates to a declaration; null = may not know that it exists. */
export type DeclarationReader = Beside['reader'] | null;

export const isHr = ({ roles }: Person): boolean => roles.includes('hr') || roles.includes('hr_lead');

/** The person, HR, whoever is or was asked, and the managers of the person's region. */
export function declarationReader(
  declaration: Declaration,
  subject: Person | null,
  reader: Person,
): DeclarationReader {
  if (reader.id === declaration.personId) return 'subject';
  if (isHr(reader)) return 'hr';
  const { approverIds, answers } = declaration;
  if (approverIds.includes(reader.id) || answers.some(({ byId }) => byId === reader.id)) return 'other';
  return isOwnRegion(reader, subject) ? 'other' : null;
}

export function isOwnRegion(reader: Person, subject: Person | null): boolean {
  return (
    reader.roles.includes('area_manager') &&
    reader.regionId !== undefined &&
    reader.regionId === subject?.regionId
  );
}

/** The declaration for this reader; somebody else's look is in the person's ledger (R16). */
export async function readDeclaration(
  deps: Deps,
  id: string,
  reader: Person,
): Promise<{ declaration: Declaration; subject: Person | null; as: Beside['reader'] }> {
  const declaration = await findDeclaration(id);
  const subject = declaration && (await findPerson(declaration.personId));
  const as = declaration && declarationReader(declaration, subject, reader);
  if (!declaration || !as) throw notFound('declaration');
  await recordRead({
    personId: declaration.personId,
    readerId: reader.id,
    what: 'declaration',
    purpose: 'declaration',
    at: deps.now(),
  });
  return { declaration, subject, as };
}

export async function viewDeclarations(
  deps: Deps,
  declarations: readonly Declaration[],
  { reader, timeZone }: { reader: Beside['reader']; timeZone: string },
): Promise<DeclarationView[]> {
  const placeNames = new Map(
    (await findPlaces(declarations.flatMap(({ placeId }) => placeId ?? []))).map(({ id, name }) => [
      id,
      name,
    ]),
  );
  const documents = await listDeclarationDocuments(declarations.map(({ id }) => id));
  const today = dayOf(deps.now(), timeZone);
  return declarations.map((one) => declarationView(one, { placeNames, documents, today, reader }));
}
