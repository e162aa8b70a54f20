import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, paragraph } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

/** Parts of the system whose failure needs a person. */
export const healthParts = [
  'audit',
  'org-sync',
  'schedules',
  'schedule-rows',
  'attendance',
  'events',
  'cards',
] as const;
export type HealthPart = (typeof healthParts)[number];
export type HealthState = Readonly<{
  part: HealthPart;
  state: 'failing' | 'healed';
  /** A code for whoever looks into it; no names, no ids of people. */
  code: string;
  sinceAt: Date;
}>;
export type AdminHealthCardInput = Readonly<{
  /** In the order of their weight; those that never failed are left out. */
  parts: readonly HealthState[];
  timeZone: string;
  language?: Language;
}>;

/** To administrators: what stopped by itself, what that means and what to do, and what works again. */
export function adminHealthCard({ parts, timeZone, language }: AdminHealthCardInput): Card {
  const texts = cardTexts(language);
  const words = texts.adminHealth;
  const failing = parts.filter(({ state }) => state === 'failing');
  const healed = parts.filter(({ state }) => state === 'healed');
  const [first] = failing;
  const state = first ? words.failing(failing.length) : words.healed;
  const what = first
    ? failing.map(({ part }) => words.parts[part].title)
    : healed.map(({ part }) => words.parts[part].name);
  return card({
    title: words.title,
    state,
    template: first ? 'red' : 'green',
    summary: [state, ...what].join(texts.separator),
    elements: [
      ...failing.flatMap(({ part, code, sinceAt }, index) => [
        index === 0 ? null : ({ tag: 'hr' } as const),
        labelled(words.part, words.parts[part].title, texts),
        paragraph(words.parts[part].meaning),
        paragraph(words.parts[part].todo),
        hint(`${words.since} ${formatAt(sinceAt, timeZone, texts)}${texts.separator}${words.code} ${code}`),
      ]),
      healed.length === 0
        ? null
        : labelled(
            words.healed,
            healed.map(({ part }) => words.parts[part].name).join(texts.separator),
            texts,
          ),
    ],
  });
}
