import { randomUUID } from 'node:crypto';
import type { CompetitorBody } from '../../contract/non-compete.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { isCreditCode } from '../../domain/non-compete/credit-code.ts';
import type { MatchSettings } from '../../domain/non-compete/settings.ts';
import { badField, conflict, forbidden } from '../../errors.ts';
import { saveCompetitor } from '../../store/competitors.ts';
import type { Pending } from '../../store/pending.ts';
import { saveSetting } from '../../store/settings.ts';
import type { Actor, Deps } from '../deps.ts';
import { loadMatchSettings, MATCH_KEY, requireStaff } from './non-compete-parts.ts';
import { sha256 } from '../secret/secret.ts';

/** Puts a company on the list, or replaces it. */
export async function putCompetitor(
  deps: Deps,
  actor: Actor,
  input: { id: string; body: CompetitorBody },
): Promise<void> {
  requireStaff(actor, ['hr_lead', 'legal']);
  const { creditCode, name, aliases } = input.body;
  if (creditCode !== undefined && !isCreditCode(creditCode)) throw badField('creditCode', rule.checkDigit);
  const competitor = { id: input.id, name, aliases, ...(creditCode !== undefined && { creditCode }) };
  const to = sha256(JSON.stringify(competitor));
  await saveCompetitor(competitor, [
    audit(deps, actor, { action: 'competitor.put', subject: `competitors:${input.id}`, to }),
  ]);
  await deps.enqueue({ name: 'relay' });
}

/** From which likeness on two names are one company: counts once one person of HR lead or legal and one of the staff have said the same. */
export async function reviewMatching(
  deps: Deps,
  actor: Actor,
  asked: Readonly<{ sameAt: number; askAt: number; note: string }>,
): Promise<MatchSettings> {
  requireStaff(actor, ['hr_lead', 'legal', 'staff_rep']);
  const { sameAt, askAt, note } = asked;
  if (askAt > sameAt) throw badField('askAt', rule.notAboveSameAt);
  const known = await loadMatchSettings();
  const isSame = known.sameAt === sameAt && known.askAt === askAt;
  const isStaff = actor.roles.includes('staff_rep');
  const signer = `${isStaff ? 'staff' : 'company'}:${actor.personId}`;
  const before = isSame ? known.reviewedBy : [];
  if (before.length === 2) throw conflict('already_reviewed');
  if (before.some((one) => one.endsWith(`:${actor.personId}`))) throw forbidden('second_person_needed');
  if (before.some((one) => one.startsWith(isStaff ? 'staff:' : 'company:')))
    throw forbidden('other_side_needed');
  const next = { sameAt, askAt, reviewedBy: [...before, signer] };
  const what = {
    action: 'non_compete.match_review',
    subject: `settings:${MATCH_KEY}`,
    to: `${sameAt} ${askAt}`,
    why: note,
  };
  await saveSetting(MATCH_KEY, next, [audit(deps, actor, what)]);
  await deps.enqueue({ name: 'relay' });
  return next;
}

function audit(
  deps: Deps,
  actor: Actor,
  what: { action: string; subject: string; to: string; why?: string },
): Pending {
  return { id: randomUUID(), kind: 'audit', entry: { at: deps.now(), actorId: actor.personId, ...what } };
}
