import type { ReviewBody } from '../../contract/declaration.ts';
import { addWorkingDays } from '../../domain/calendar.ts';
import { moveDeclaration } from '../../domain/policy/declaration.ts';
import { conflict, notFound } from '../../errors.ts';
import { findDeclaration, updateDeclaration, type Declaration } from '../../store/declarations.ts';
import type { Person } from '../../store/people.ts';
import { procedureSettings } from '../case/case-facts.ts';
import { zoneOf } from '../company/calendar.ts';
import type { Deps } from '../deps.ts';
import { rejudgeDeclared } from '../detect/rejudge.ts';
import { answerDue, askNext, declarationAudit } from './declaration-parts.ts';

type Refused = Pick<Declaration, 'status' | 'decidedAt' | 'review' | 'reviewUntilAt'>;

/**
 * Until when a refusal may be looked at again, as long as a case may be appealed; null where it was already, or nothing was refused. What
 * the person was told never moves to an earlier day.
 */
export async function reviewUntil(
  { status, decidedAt, review, reviewUntilAt }: Refused,
  person: Pick<Person, 'timeZone'>,
): Promise<Date | null> {
  if (status !== 'rejected' || decidedAt === undefined || review !== undefined) return null;
  const { appealWindowDays } = await procedureSettings();
  const counted = addWorkingDays(decidedAt, appealWindowDays, await zoneOf(person)).at;
  return reviewUntilAt && reviewUntilAt > counted ? reviewUntilAt : counted;
}

/** The person asks, once, that somebody who did not refuse it looks again; the refusal stands until then. */
export async function askReview(
  deps: Deps,
  person: Person,
  { id, body }: Readonly<{ id: string; body: ReviewBody }>,
): Promise<Declaration> {
  const declaration = await findDeclaration(id);
  if (declaration?.personId !== person.id) throw notFound('declaration');
  const { review } = declaration;
  if (review?.id === body.id && review.text === body.text) return declaration;
  if (review) throw conflict('review_used');
  const next = moveDeclaration(declaration, 'contest');
  const untilAt = await reviewUntil(declaration, person);
  if (!next?.step || !untilAt) throw conflict('illegal_transition');
  if (deps.now() >= untilAt) throw conflict('review_over');
  if (declaration.version !== body.version) throw conflict('stale_version');
  const saved = await writeReview(deps, { declaration, person, body });
  if (!saved) throw conflict('stale_version');
  await rejudgeDeclared(deps, saved);
  await deps.enqueue({ name: 'relay' });
  return saved;
}

async function writeReview(
  deps: Deps,
  { declaration, person, body }: Readonly<{ declaration: Declaration; person: Person; body: ReviewBody }>,
): Promise<Declaration | null> {
  const at = deps.now();
  const asked = await askNext(deps, declaration, { person, step: 'review' });
  if (asked.pending.length === 0) throw conflict('no_approver');
  const review = { id: body.id, at, text: body.text, refusedAt: declaration.decidedAt ?? at };
  const change = { at, actorId: person.id, action: 'declaration.contest', from: 'rejected' };
  return updateDeclaration(declaration, {
    set: { ...asked.set, status: 'pending', review, ...(await answerDue(deps, person)) },
    unset: ['instanceCode', 'escalatedAt'],
    pending: [declarationAudit(declaration, { ...change, to: 'pending:review' }), ...asked.pending],
  });
}
