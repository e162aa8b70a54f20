import type { Card } from '../../contract/card.ts';
import type { NonCompeteCaseState } from '../../contract/non-compete.ts';
import { nonCompeteEn } from '../../contract/texts/non-compete.en.ts';
import { nonCompeteZh, type NonCompeteTexts } from '../../contract/texts/non-compete.zh.ts';
import { notice, type NoticeInput } from './notice.ts';
import type { Language } from './text.ts';

/** What happened; `no` is the number of the agreement, the case or the paper. */
export type NonCompeteNews = Readonly<{ no: string }> &
  (
    | Readonly<{ about: 'stopped'; reasons: readonly (keyof NonCompeteTexts['reason'])[] }>
    | Readonly<{ about: 'employer_record'; isSettled: boolean }>
    | Readonly<{ about: 'case' | 'answer'; state: NonCompeteCaseState; isOver: boolean }>
    | Readonly<{ about: 'certificate' }>
  );
export type NonCompeteCardInput = Readonly<{ news: NonCompeteNews; url: string; language?: Language }>;

/** To HR leads, about an agreement, a record, a case or a paper of somebody who has left: neither names nor companies. */
export function nonCompeteCard({ news, url, language = 'zh' }: NonCompeteCardInput): Card {
  const texts = language === 'en' ? nonCompeteEn : nonCompeteZh;
  const { open, hint } = texts.card;
  return notice({ ...noticeOf(news, texts), link: { text: open, url }, hint, language });
}

type Notice = Pick<NoticeInput, 'title' | 'state' | 'template' | 'text'>;

function noticeOf(news: NonCompeteNews, { card: words, ...texts }: NonCompeteTexts): Notice {
  const title = words.title(news.no);
  switch (news.about) {
    case 'stopped': {
      const why = news.reasons.map((reason) => texts.reason[reason]).join('、');
      return { title, state: words.stopped, template: 'orange', text: words.stoppedText(why) };
    }
    case 'employer_record': {
      const state = news.isSettled ? words.settled : words.undecided;
      return { title, state, template: news.isSettled ? 'grey' : 'orange', text: words.undecidedText };
    }
    case 'case':
    case 'answer': {
      const isAnswer = news.about === 'answer';
      return {
        title,
        state: isAnswer ? words.answered : texts.state[news.state],
        template: news.isOver ? 'grey' : 'orange',
        text: isAnswer ? words.answeredText : words.openedText,
      };
    }
    case 'certificate':
  }
  return {
    title: words.certificateTitle(news.no),
    state: words.certificate,
    template: 'blue',
    text: words.certificateText,
  };
}
