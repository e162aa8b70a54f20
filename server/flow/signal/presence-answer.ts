import { findPrompt, movePrompt } from '../../store/presence-prompts.ts';
import { refreshOf } from './presence-prompt.ts';
import type { SignalContext } from './signal-context.ts';

/** A phone in a basement answers when it can: the tap counts, not the sending. */
export async function answerPrompt(
  { person, at }: SignalContext,
  promptId: string,
): Promise<'answered' | 'not_found' | 'too_late'> {
  const prompt = await findPrompt(promptId);
  if (prompt?.personId !== person.id || prompt.state === 'planned' || prompt.state === 'dropped')
    return 'not_found';
  if (prompt.state === 'answered') return 'answered';
  if (at < prompt.sendAt || at > prompt.answerBy) return 'too_late';
  await movePrompt(prompt, { state: 'answered', answeredAt: at }, [refreshOf(prompt, 'answered')]);
  return 'answered';
}
