import { isOfficeTime } from '../../domain/calendar.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { findWaitingDeclarations, saveDeclarationDue } from '../../store/declaration-approvals.ts';
import {
  findExpiringDeclarations,
  findRenewals,
  updateDeclaration,
  type Declaration,
} from '../../store/declarations.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPerson, type Person } from '../../store/people.ts';
import { takeGivenAnswer } from '../approval/given-answer.ts';
import { declarationTopic } from './answer-declaration.ts';
import { declarationRequestOf } from './ask-declaration.ts';
import { withdrawForLeaver } from './declare-end.ts';
import { askAgain, passedOn } from './declare-answer.ts';
import { askNext, declarationAudit, declarationCard, declarationSettings } from './declaration-parts.ts';
import { zoneOf } from '../company/calendar.ts';
import { recountOf } from '../company/recount.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { eachOf, tendEach } from '../each-of.ts';

const BATCH = 500;
/** Who was taken off the contacts by mistake is back by then, and the question still waits. */
const RETURN_MS = 7 * 86_400_000;

/** What time does to declarations: an answer that is overdue is asked of HR lead, and an end is announced while it can be renewed. */
export async function watchDeclarations(deps: Deps, { batch } = { batch: BATCH }): Promise<void> {
  const waiting = eachOf(batch, findWaitingDeclarations, ({ submittedAt, id }) => ({ at: submittedAt, id }));
  try {
    await tendEach('declarations', waiting, (declaration) => watchWaiting(deps, declaration));
  } finally {
    await announceEnds(deps);
  }
}

async function watchWaiting(deps: Deps, found: Declaration): Promise<void> {
  const person = await findPerson(found.personId);
  if (!person?.isActive) {
    const isGone = person?.leftAt === undefined || +deps.now() - +person.leftAt > RETURN_MS;
    return isGone ? withdrawForLeaver(deps, found) : undefined;
  }
  const declaration = await recount(deps, found, person);
  const at = deps.now();
  const { step = 'hr', approverIds, dueAt, escalatedAt } = declaration;
  const isLate = dueAt !== undefined && dueAt <= at && escalatedAt === undefined;
  if (isLate) {
    // The answer stays overdue; the next one is asked when there is somebody at work to ask.
    if (!isOfficeTime(at, await zoneOf({ timeZone: await getTimeZone() }))) return;
    const request = declarationRequestOf(declaration);
    if (await takeGivenAnswer(deps, declarationTopic, { request, dueAt })) return;
    const byId = approverIds[0] ?? SYSTEM.personId;
    const answer = { step, result: 'no_answer', at, byId } as const;
    await askAgain(deps, { declaration, person }, { answer, step: passedOn(step), isEscalated: true });
  } else if (approverIds.length === 0) await askSomebody(deps, declaration);
}

async function recount(deps: Deps, declaration: Declaration, person: Person): Promise<Declaration> {
  const moved = await recountOf(deps, declaration, person);
  if (!moved) return declaration;
  const { dueAt, auditId, entry } = moved;
  const change = { ...entry, action: 'declaration.recount', from: 'pending', to: 'pending' };
  await saveDeclarationDue(declaration, dueAt, [{ ...declarationAudit(declaration, change), id: auditId }]);
  return { ...declaration, dueAt };
}

/** Nobody could be asked before. */
async function askSomebody(deps: Deps, declaration: Declaration): Promise<void> {
  const person = await findPerson(declaration.personId);
  const { step = 'hr' } = declaration;
  const asked = person && (await askNext(deps, declaration, { person, step }));
  if (!asked || asked.pending.length === 0) return;
  const at = deps.now();
  const change = { at, actorId: SYSTEM.personId, action: 'declaration.ask', to: `pending:${step}` };
  const pending = [declarationAudit(declaration, change), ...asked.pending];
  await updateDeclaration(declaration, { set: asked.set, pending });
}

/** Told once, while there is time to renew; who has asked to renew it is told if that comes to nothing. */
async function announceEnds(deps: Deps): Promise<void> {
  const { renewDays } = await declarationSettings();
  const timeZone = await getTimeZone();
  const today = dayOf(deps.now(), timeZone);
  const expiring = await findExpiringDeclarations(today, addDays(today, renewDays));
  const renewals = await findRenewals(expiring.map(({ id }) => id));
  for (const declaration of expiring.filter(({ id }) => !renewals.has(id)))
    await updateDeclaration(declaration, {
      set: { expiryToldAt: deps.now() },
      pending: [declarationCard(declaration, 'expiry')],
    });
}
