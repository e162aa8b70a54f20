import { presencePromptCard } from '../../feishu/cards/presence-prompt-card.ts';
import { findPerson } from '../../store/people.ts';
import { findPrompt } from '../../store/presence-prompts.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

/** To the person alone; one that nobody answered in time is not sent any more. */
export async function buildPromptCards(deps: Deps, id: string): Promise<OutgoingCard[]> {
  const prompt = await findPrompt(id);
  const person = prompt && (await findPerson(prompt.personId));
  if (!prompt || !person?.isActive || prompt.state === 'planned' || prompt.state === 'dropped') return [];
  const { answerBy, state } = prompt;
  const url = `${deps.publicUrl}/h5/#/presence/${encodeURIComponent(id)}`;
  const card = presencePromptCard({ answerBy, timeZone: person.timeZone, state, url });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}
