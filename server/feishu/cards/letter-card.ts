import type { Card } from '../../contract/card.ts';
import { caseNoticesEn } from '../../contract/texts/case-notices.en.ts';
import { caseNoticesZh } from '../../contract/texts/case-notices.zh.ts';
import { notice } from './notice.ts';
import type { Language } from './text.ts';

export type LetterCardInput = Readonly<{
  letterNo: string;
  /** `void`: the penalty it tells of was taken back. */
  state: 'fresh' | 'received' | 'void';
  url: string;
  language?: Language;
}>;

const TEMPLATES = { fresh: 'blue', received: 'green', void: 'grey' } as const;

/** To the person: a letter waits in the own case. What it says stands in the letter alone. */
export function letterCard({ letterNo, state, url, language = 'zh' }: LetterCardInput): Card {
  const { letter: words } = language === 'en' ? caseNoticesEn : caseNoticesZh;
  return notice({
    title: words.title(letterNo),
    state: words[state],
    template: TEMPLATES[state],
    text: state === 'void' ? words.voidText : words.text,
    link: { text: words.open, url },
    language,
  });
}
