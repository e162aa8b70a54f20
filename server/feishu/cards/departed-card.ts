import type { Card } from '../../contract/card.ts';
import { caseNoticesEn } from '../../contract/texts/case-notices.en.ts';
import { caseNoticesZh } from '../../contract/texts/case-notices.zh.ts';
import { notice } from './notice.ts';
import type { Language } from './text.ts';

export type DepartedCardInput = Readonly<{
  caseNo: string;
  pseudonym: string;
  url: string;
  language?: Language;
}>;

/** To HR of the case: the person has left and gave no address, so what there is to say has to be handed over. */
export function departedCard({ caseNo, pseudonym, url, language = 'zh' }: DepartedCardInput): Card {
  const { departed: words } = language === 'en' ? caseNoticesEn : caseNoticesZh;
  return notice({
    title: words.title(caseNo),
    state: words.state,
    template: 'orange',
    text: words.text(pseudonym),
    link: { text: words.open, url },
    language,
  });
}
