import type { Card, CardElement } from '../../contract/card.ts';
import { differenceOf } from './alert-group-card.ts';
import { card, hint, linkButton, paragraph } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

/** One alert as everybody in the group may read it: no name, store, brand, place, photo or accusation (R11). */
export type AlertDigestLine = Readonly<{
  /** Alert number, e.g. M-1023. */
  pseudonym: string;
  staffKindLabel?: string | undefined;
  regionName: string;
  /** Away from the schedule; undefined when records do not fit. */
  minutes?: number | undefined;
  respondBy?: Date | undefined;
  state: 'open' | 'handled' | 'cleared';
  url: string;
}>;
export type AlertDigestCardInput = Readonly<{
  at: Date;
  timeZone: string;
  lines: readonly AlertDigestLine[];
  language?: Language;
}>;

/** A line is eight of the card's 200 elements. */
const maxLines = 18;

/** To a manager group at 09:30 and 16:00: what waits, in neutral words; lines change as alerts are handled. */
export function alertDigestCard(input: AlertDigestCardInput): Card {
  const { at, timeZone, lines } = input;
  const texts = cardTexts(input.language);
  const words = texts.alertDigest;
  const open = lines.filter(({ state }) => state === 'open').length;
  const title = words.title(formatAt(at, timeZone, texts));
  const state = open === 0 ? words.done : words.open(open);
  return card({
    title,
    state,
    template: open === 0 ? 'grey' : 'blue',
    summary: `${title}${texts.separator}${state}`,
    elements: [
      ...lines.slice(0, maxLines).map((line) => lineElement(line, input)),
      lines.length > maxLines ? paragraph(words.more(lines.length - maxLines)) : null,
      hint(words.hint),
    ],
  });
}

function lineElement(line: AlertDigestLine, { timeZone, language }: AlertDigestCardInput): CardElement {
  const texts = cardTexts(language);
  const words = texts.alertGroup;
  const isOpen = line.state === 'open';
  const parts = [
    words.title(words.state[line.state], line.pseudonym),
    line.staffKindLabel,
    line.regionName,
    isOpen ? differenceOf(words, line.minutes) : undefined,
    isOpen && line.respondBy ? words.respondBy(formatAt(line.respondBy, timeZone, texts)) : undefined,
  ];
  const text = paragraph(
    parts.filter((part) => part !== undefined && part !== '').join(texts.separator),
    200,
  );
  return {
    tag: 'column_set',
    flex_mode: 'none',
    columns: [
      { tag: 'column', width: 'weighted', weight: 4, vertical_align: 'center', elements: [text] },
      { tag: 'column', width: 'auto', elements: isOpen ? [linkButton(words.open, line.url)] : [] },
    ],
  };
}
