import type { Card } from '../../contract/card.ts';
import type { CardTexts } from '../../contract/texts/cards.zh.ts';
import { card, linkButton, paragraph } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

/** Everybody in the group reads it: no name, store, brand, place, photo or accusation may enter here (R11). */
export type AlertGroupCardInput = Readonly<{
  /** Alert number, e.g. M-1023. */
  pseudonym: string;
  staffKindLabel?: string | undefined;
  regionName: string;
  /** Away from the schedule; undefined when records do not fit. */
  minutes?: number | undefined;
  respondBy?: Date | undefined;
  timeZone: string;
  state: 'open' | 'handled' | 'cleared';
  url?: string | undefined;
  language?: Language;
}>;

/** 【待核实】M-1023 · 导购 · 浦东区域 · 与排班地点不一致约 45 分钟 · 请于 … 前处理 */
export function alertGroupCard(input: AlertGroupCardInput): Card {
  const { pseudonym, staffKindLabel, regionName, minutes, respondBy, timeZone, state, url } = input;
  const texts = cardTexts(input.language);
  const words = texts.alertGroup;
  const title = words.title(words.state[state], pseudonym);
  const parts = [
    staffKindLabel,
    regionName,
    state === 'open' ? differenceOf(words, minutes) : undefined,
    state === 'open' && respondBy ? words.respondBy(formatAt(respondBy, timeZone, texts)) : undefined,
  ];
  const line = parts.filter((part) => part !== undefined && part !== '').join(texts.separator);
  return card({
    title,
    template: state === 'open' ? 'blue' : 'grey',
    summary: `${title}${texts.separator}${line}`,
    elements: [paragraph(line), url !== undefined && state === 'open' ? linkButton(words.open, url) : null],
  });
}

/** What does not fit, in the words of a group: minutes away from the schedule, or records. */
export function differenceOf(words: CardTexts['alertGroup'], minutes: number | undefined): string {
  return minutes === undefined ? words.records : words.difference(Math.round(minutes));
}
