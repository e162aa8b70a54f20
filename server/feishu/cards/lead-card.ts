import type { Card } from '../../contract/card.ts';
import type { LeadSource, LeadState } from '../../contract/lead.ts';
import { leadsEn } from '../../contract/texts/leads.en.ts';
import { leadsZh } from '../../contract/texts/leads.zh.ts';
import { notice } from './notice.ts';
import type { Language } from './text.ts';

export type LeadCardInput = Readonly<{ leadNo: string; language?: Language }> &
  (Readonly<{ to: 'hr'; source: LeadSource; state: LeadState; url: string }> | Readonly<{ to: 'subject' }>);

/** A lead for HR, without its words; or to whom it was about, that it was malicious and has ended. */
export function leadCard(input: LeadCardInput): Card {
  const { leadNo, language = 'zh' } = input;
  const { card: words, source: sources } = language === 'en' ? leadsEn : leadsZh;
  if (input.to === 'subject')
    return notice({
      title: words.subjectTitle,
      state: words.subjectState,
      template: 'green',
      text: words.subjectText(leadNo),
      language,
    });
  return notice({
    title: words.title(leadNo),
    state: words.state[input.state],
    template: input.state === 'new' ? 'orange' : 'grey',
    text: words.text(sources[input.source]),
    link: { text: words.open, url: input.url },
    hint: words.hint,
    language,
  });
}
