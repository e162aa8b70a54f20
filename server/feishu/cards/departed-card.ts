import type { Card } from '../../contract/card.ts';
import { caseNoticesEn } from '../../contract/texts/case-notices.en.ts';
import { caseNoticesZh } from '../../contract/texts/case-notices.zh.ts';
import { notice } from './notice.ts';
import type { Language } from './text.ts';

export type DepartedCardInput = Readonly<{
  caseNo: string;
  pseudonym: string;
  /** A notice did not get there; the time to answer stands still; or it goes on. */
  about: 'unsent' | 'held' | 'heard';
  url: string;
  language?: Language;
}>;

/** To HR of the case: the person has left, and how that holds up what there is to say or to hear. */
export function departedCard({ caseNo, pseudonym, about, url, language = 'zh' }: DepartedCardInput): Card {
  const { departed: words } = language === 'en' ? caseNoticesEn : caseNoticesZh;
  return notice({
    title: words.title[about](caseNo),
    state: words.state[about],
    template: about === 'heard' ? 'grey' : 'orange',
    text: words.text[about](pseudonym),
    link: { text: words.open, url },
    language,
  });
}
