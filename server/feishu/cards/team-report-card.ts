import type { Card } from '../../contract/card.ts';
import { card, hint, linkButton, paragraph } from './parts.ts';
import { cardTexts, type Language } from './text.ts';

export type TeamReportCardInput = Readonly<{
  /** YYYY-MM. */
  month: string;
  url: string;
  language?: Language;
}>;

/** To the area manager, 1:1: how the own teams did can be read. Figures stay behind the link: what sends cards cannot read them (M24). */
export function teamReportCard({ month, url, language }: TeamReportCardInput): Card {
  const texts = cardTexts(language);
  const words = texts.teamReport;
  const [year = 0, of = 1] = month.split('-').map(Number);
  const title = words.title(texts.month(year, of));
  return card({
    title,
    template: 'green',
    summary: title,
    elements: [paragraph(words.what), hint(words.hint), linkButton(words.open, url, 'primary')],
  });
}
