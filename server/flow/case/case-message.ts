import { MOST } from '../../contract/limits.ts';
import type { MessageBody } from '../../contract/case-bodies.ts';
import type { CaseMessage } from '../../domain/case/case.ts';
import { conflict, forbidden } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { loadCase, stepCase, stepLatest } from './case-step.ts';
import type { Actor, Deps } from '../deps.ts';
import { requireWay } from '../relay/to-subject.ts';

/**
 * HR writes to "the person of case N" through the bot, without a name; the person's answer comes back into the case. A message is
 * appended and never changed; the same one twice is one.
 */
export async function writeMessage(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: MessageBody },
): Promise<CaseRecord> {
  return stepLatest(input.caseId, (record) => write(deps, actor, { record, body: input.body }));
}

async function write(
  deps: Deps,
  actor: Actor,
  { record, body }: { record: CaseRecord; body: MessageBody },
): Promise<CaseRecord> {
  const { id, text } = body;
  const messages = record.messages ?? [];
  const known = messages.find((message) => message.id === id);
  if (known) return repeatedMessage(record, { known, text, byId: actor.personId });
  const from = actor.personId === record.personId ? 'subject' : 'hr';
  // Of each side: whoever writes much leaves the other one its word.
  if (messages.filter((message) => message.from === from).length >= MOST.messages)
    throw conflict('too_many_messages');
  if (from === 'hr') await requireWay(deps, record);
  const message: CaseMessage = { id, at: deps.now(), from, byId: actor.personId, text };
  return stepCase(deps, record, {
    event: from === 'subject' ? 'reply' : 'message',
    actor,
    changes: { messages: [...messages, message] },
    cards: [{ slot: `${from === 'subject' ? 'reply' : 'message'}:${id}` }],
  });
}

/** The same from a card of the chat, where only the person of the case may answer. */
export async function replyToCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: MessageBody },
): Promise<CaseRecord> {
  const { personId } = await loadCase(input.caseId);
  if (personId !== actor.personId) throw forbidden('not_your_role');
  return writeMessage(deps, actor, input);
}

function repeatedMessage(
  record: CaseRecord,
  { known, text, byId }: { known: CaseMessage; text: string; byId: string },
): CaseRecord {
  if (known.text === text && known.byId === byId) return record;
  throw conflict('message_id_taken');
}
