import type { Card } from '../../contract/card.ts';
import { caseNoticesEn } from '../../contract/texts/case-notices.en.ts';
import { caseNoticesZh } from '../../contract/texts/case-notices.zh.ts';
import { notice } from './notice.ts';
import type { Language } from './text.ts';

export type LetterCardInput = Readonly<{
  letterNo: string;
  isReceived: boolean;
  url: string;
  language?: Language;
}>;

/** To the person: a letter waits in the own case. What it says stands in the letter alone. */
export function letterCard({ letterNo, isReceived, url, language = 'zh' }: LetterCardInput): Card {
  const { letter: words } = language === 'en' ? caseNoticesEn : caseNoticesZh;
  return notice({
    title: words.title(letterNo),
    state: isReceived ? words.received : words.fresh,
    template: isReceived ? 'green' : 'blue',
    text: words.text,
    link: { text: words.open, url },
    language,
  });
}
