import type { PendingWork, Unfinished } from '../../store/outbox.ts';
import type { Deps } from '../deps.ts';
import { sendLeadMessage } from '../lead/lead-message.ts';
import { sendLeaverMessage } from '../leaver/leaver-message.ts';

/** Writes to somebody without a chat account; a date says that nobody is written to before then. */
export async function sendMessage(
  deps: Deps,
  document: Unfinished,
  work: Extract<PendingWork, { kind: 'message' }>,
): Promise<Date | null> {
  const { id, template } = work;
  if (template === 'lead_closed') return sendLeadMessage(deps, document.id, id);
  return sendLeaverMessage(deps, document, { id, template });
}
