import type { Card } from '../../contract/card.ts';
import type { PullUnread } from '../../contract/pull-source-view.ts';
import { pullListTexts } from '../../contract/texts/pull-list.ts';
import { notice } from './notice.ts';
import type { Template } from './parts.ts';
import { cardTexts, formatAt, type Language } from './text.ts';

type Waiting = Readonly<{
  about: 'waiting';
  state: 'open' | 'confirmed' | 'back' | 'off';
  /** Absent once nothing waits any more. */
  missing?: Readonly<{ count: number; all: number; at: Date }> | undefined;
}>;
type Unread = Readonly<{
  about: 'unread';
  state: 'open' | 'over' | 'off';
  row?: Readonly<{ runs: number; sinceAt: Date; why: PullUnread }> | undefined;
}>;
export type PullListCardInput = Readonly<{
  news: Waiting | Unread;
  name: string;
  timeZone: string;
  url: string;
  language?: Language;
}>;
const TEMPLATES = {
  open: 'orange',
  confirmed: 'green',
  back: 'green',
  over: 'green',
  off: 'grey',
} as const satisfies Record<string, Template>;

/** To IT: what a source lists no more waits for a word, or its list is never read to the end. */
export function pullListCard({ news, name, timeZone, url, language = 'zh' }: PullListCardInput): Card {
  const texts = pullListTexts[language];
  const at = (when: Date): string => formatAt(when, timeZone, cardTexts(language));
  return notice({
    title: texts[news.about].title(name),
    template: TEMPLATES[news.state],
    link: { text: texts.open, url },
    language,
    ...(news.about === 'waiting' ? waitingPart(news, language, at) : unreadPart(news, language, at)),
  });
}

function waitingPart({ state, missing }: Waiting, language: Language, at: (when: Date) => string) {
  const words = pullListTexts[language].waiting;
  const facts = missing && [
    { label: words.missing, value: words.missingOf(missing.count, missing.all) },
    { label: words.at, value: at(missing.at) },
    ...(state === 'open' ? [{ label: words.todo, value: words.how }] : []),
  ];
  return { state: words.state[state], text: words.text[state], facts: facts ?? [] };
}

function unreadPart({ state, row }: Unread, language: Language, at: (when: Date) => string) {
  const { unread: words, reasons } = pullListTexts[language];
  const facts = row && [
    { label: words.runs, value: String(row.runs) },
    { label: words.since, value: at(row.sinceAt) },
    { label: words.why, value: reasons[row.why].why },
    ...(state === 'open' ? [{ label: words.todo, value: reasons[row.why].todo }] : []),
  ];
  return { state: words.state[state], text: words.text[state], facts: facts ?? [] };
}
