import { cardsEn } from '../../contract/texts/cards.en.ts';
import { cardsZh } from '../../contract/texts/cards.zh.ts';
import type { CardTexts } from '../../contract/texts/cards.zh.ts';
import { clockOf, dayOf } from '../../domain/time.ts';

export type Language = 'zh' | 'en';

export function cardTexts(language: Language = 'zh'): CardTexts {
  return language === 'en' ? cardsEn : cardsZh;
}

/**
 * Text from people or records, fit for one place in a card: control characters, lone surrogates and invisible direction
 * marks gone, one line, at most `max` characters.
 */
export function cleanText(text: string, max = 500): string {
  const line = text
    .replace(/[\p{Cs}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();
  return line.length <= max ? line : `${clip(line, max - 1)}…`;
}

/** The first `max` UTF-16 units, never half a character. */
export function clip(text: string, max: number): string {
  return text.slice(0, max).replace(/\p{Cs}$/u, '');
}

/** The same, for markdown: everything that could be markup, a mention, an emoji code or a link becomes an HTML entity. */
export function escapeMarkdown(text: string, max = 500): string {
  return cleanText(text, max).replace(
    /[&<>~\-!*/\\[\]()#:+"'`$_@|{}=^.]/g,
    (character) => `&#${character.codePointAt(0)};`,
  );
}

/** Day and clock of an instant in the reader's zone. */
export function formatAt(at: Date, timeZone: string, texts: CardTexts): string {
  const [, month = 1, day = 1] = dayOf(at, timeZone).split('-').map(Number);
  return texts.at(month, day, clockOf(at, timeZone));
}
