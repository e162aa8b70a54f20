import type { Card } from '../../contract/card.ts';
import { hint } from './parts.ts';
import { cardTexts, type Language } from './text.ts';

/** A card whose first sending was never answered says that it may have come before. */
export function markRepeat(card: Card, language?: Language): Card {
  const { elements } = card.body;
  return { ...card, body: { ...card.body, elements: [hint(cardTexts(language).mayBeRepeat), ...elements] } };
}
