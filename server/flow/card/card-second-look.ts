import {
  declarationSecondLookCard,
  type SecondLookRole,
  type SecondLookState,
} from '../../feishu/cards/declaration-second-look-card.ts';
import type { Declaration } from '../../store/declarations.ts';
import { findPerson } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { hoursText, periodText, whatText } from './card-declaration.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';

const ROLES: readonly SecondLookRole[] = ['legal', 'hr_lead', 'hr'];

/** To whoever refused a side job that a second look permitted: their own people are to be planned by what holds now. */
export async function buildSecondLookCards(deps: Deps, declaration: Declaration): Promise<OutgoingCard[]> {
  const state = stateOf(declaration);
  const { personId, decidedById = '' } = declaration;
  const [refuser, subject, decider] = await Promise.all([
    findPerson(refuserOf(declaration) ?? ''),
    findPerson(personId),
    findPerson(decidedById),
  ]);
  if (!state || !subject || refuser?.isActive !== true) return [];
  const card = declarationSecondLookCard({
    state,
    personName: subject.name,
    whatText: whatText(declaration),
    whenText: `${hoursText(declaration)} ${periodText(declaration)}`,
    by: ROLES.find((role) => decider?.roles.includes(role)),
    comment: declaration.comment,
    url: `${deps.publicUrl}/console/#/declarations/${declaration.id}`,
  });
  return [{ to: toPerson(refuser.openId), card, timeZone: refuser.timeZone }];
}

/** Whose no the person had somebody else look at. */
const refuserOf = ({ answers }: Declaration): string | undefined =>
  answers.findLast(({ step, result }) => step !== 'review' && result === 'rejected')?.byId;

function stateOf({ status, step, review }: Declaration): SecondLookState | null {
  if (!review) return null;
  if (status === 'pending') return step === 'review' ? 'again' : null;
  return status === 'approved' || status === 'rejected' ? status : null;
}
