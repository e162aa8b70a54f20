import { flowZh } from '../contract/texts/flow.zh.ts';
import { declarationResultCard } from '../feishu/cards/declaration-result-card.ts';
import type { Declaration } from '../store/declarations.ts';
import { findPerson } from '../store/people.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from './deps.ts';

export async function buildDeclarationCards(deps: Deps, declaration: Declaration): Promise<OutgoingCard[]> {
  const person = await findPerson(declaration.personId);
  const { status } = declaration;
  if (!person?.isActive || (status !== 'approved' && status !== 'rejected')) return [];
  const card = declarationResultCard({
    state: status,
    whatText: whatText(declaration),
    whenText: `${hoursText(declaration)} ${periodText(declaration)}`,
    url: `${deps.publicUrl}/h5/#/declarations`,
  });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}

export function whatText({ kind, employer }: Declaration): string {
  return [flowZh.declarationKinds[kind], employer].filter((part) => part !== undefined).join(' ');
}

export function hoursText({ weekdays, startTime, endTime }: Declaration): string {
  const days = weekdays.map((weekday) => flowZh.weekdays[weekday - 1] ?? '').join(flowZh.weekdaySeparator);
  return `${days} ${startTime}-${endTime}`;
}

export const periodText = ({ fromDay, toDay }: Declaration): string => `${fromDay} - ${toDay}`;
