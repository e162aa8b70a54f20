import type { DeclarationView } from '../contract/views.ts';
import { addWorkingDays } from '../domain/calendar.ts';
import { closedAtOf } from '../domain/policy/declaration.ts';
import { dayOf } from '../domain/time.ts';
import { notFound } from '../errors.ts';
import { zoneOf } from '../flow/company/calendar.ts';
import { procedureSettings } from '../flow/case/case-facts.ts';
import { reviewUntil } from '../flow/declare/declare-review.ts';
import type { Deps } from '../flow/deps.ts';
import { listDeclarationDocuments } from '../store/declaration-documents.ts';
import { findDeclaration, findRenewals, type Declaration } from '../store/declarations.ts';
import { findPeople, findPerson, type Person } from '../store/people.ts';
import { findPlaceNames } from '../store/places.ts';
import { recordRead } from '../store/reads.ts';
import { isHr, isOwnRegion } from './register.ts';
import { declarationView, type Beside } from './views/declaration-view.ts';

/** How a reader relates to a declaration; null = may not know that it exists. */
type DeclarationReader = Beside['reader'] | null;

/** The person, HR, the managers of the person's region, and the superior or second reader who was asked, until nobody can dispute it any more. */
async function declarationReader(
  declaration: Declaration,
  { subject, reader, at }: { subject: Person | null; reader: Person; at: Date },
): Promise<DeclarationReader> {
  if (reader.id === declaration.personId) return 'subject';
  if (isHr(reader)) return 'hr';
  if (isOwnRegion(reader, subject)) return 'other';
  const { approverIds, answers } = declaration;
  const own = answers.filter(({ byId }) => byId === reader.id);
  const isAsked = approverIds.includes(reader.id) || own.length > 0;
  const isReviewer =
    own.some(({ step }) => step === 'review') || (declaration.step === 'review' && own.length === 0);
  if (!isAsked || !subject || !(isReviewer || subject.leaderOpenId === reader.openId)) return null;
  const closedAt = closedAtOf(declaration, subject.timeZone);
  if (closedAt === null) return 'other';
  const { appealWindowDays } = await procedureSettings();
  return at < addWorkingDays(closedAt, appealWindowDays, await zoneOf(subject)).at ? 'other' : null;
}

/** The declaration for this reader; somebody else's look is in the person's ledger (R16). */
export async function readDeclaration(
  deps: Deps,
  id: string,
  reader: Person,
): Promise<{ declaration: Declaration; subject: Person | null; as: Beside['reader'] }> {
  const declaration = await findDeclaration(id);
  const subject = declaration && (await findPerson(declaration.personId));
  const as = declaration && (await declarationReader(declaration, { subject, reader, at: deps.now() }));
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

/** As they are on the day where their person is. */
export async function viewDeclarations(
  deps: Deps,
  declarations: readonly Declaration[],
  reader: Beside['reader'],
): Promise<DeclarationView[]> {
  const placeNames = await findPlaceNames(declarations.flatMap(({ placeId }) => placeId ?? []));
  const documents = await listDeclarationDocuments(declarations.map(({ id }) => id));
  const renewals = await findRenewals(declarations.map(({ id }) => id));
  const people = await findPeople([...new Set(declarations.map(({ personId }) => personId))]);
  const zones = new Map(people.map(({ id, timeZone }) => [id, timeZone]));
  const at = deps.now();
  return Promise.all(
    declarations.map(async (one) => {
      const timeZone = zones.get(one.personId) ?? 'UTC';
      const untilAt = reader === 'subject' ? await reviewUntil(one, { timeZone }) : null;
      const reviewUntilAt = untilAt && at < untilAt ? untilAt : null;
      const today = dayOf(at, timeZone);
      return declarationView(one, { placeNames, documents, today, reader, renewals, reviewUntilAt });
    }),
  );
}
