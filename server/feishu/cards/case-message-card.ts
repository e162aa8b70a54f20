import type { Card } from '../../contract/card.ts';
import { actionButton, card, hint, labelled, linkButton, plain } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

export type CaseMessageCardInput = Readonly<{
  caseNo: string;
  text: string;
  url: string;
  language?: Language;
}> &
  (
    | Readonly<{ to: 'subject'; from: string; caseId: string; messageId: string; mayReply: boolean }>
    | Readonly<{ to: 'hr'; pseudonym: string }>
  );

/** A message between HR and the person of a case, 1:1: neither side needs the other's name to answer. */
export function caseMessageCard(input: CaseMessageCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.caseMessage;
  const title = input.to === 'subject' ? words.toSubject(input.caseNo) : words.toHr(input.caseNo);
  return card({
    title,
    template: 'blue',
    summary: title,
    elements: [
      input.to === 'subject'
        ? labelled(words.from, input.from, texts)
        : labelled(words.pseudonym, input.pseudonym, texts),
      labelled(words.text, input.text, texts),
      input.to === 'subject' && input.mayReply ? replyForm(input) : null,
      linkButton(words.open, input.url),
      hint(words.hint),
    ],
  });
}

function replyForm(input: Extract<CaseMessageCardInput, { to: 'subject' }>) {
  const words = cardTexts(input.language).caseMessage;
  const submit = actionButton({
    text: words.reply,
    type: 'primary',
    value: { k: 'reply', id: input.caseId, m: input.messageId },
  });
  return {
    tag: 'form' as const,
    name: 'reply',
    elements: [
      {
        tag: 'input' as const,
        name: 'text',
        placeholder: plain(words.placeholder),
        max_length: 1000,
        width: 'fill' as const,
      },
      { ...submit, name: 'submit', form_action_type: 'submit' as const },
    ],
  };
}
