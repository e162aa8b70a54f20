import type { Card, CardElement } from '../contract/card.ts';

type Button = Extract<CardElement, { tag: 'button' }>;

/** The button of a card that says `label`, wherever it stands, or null. */
export function findButton(elements: Card['body']['elements'], label: string): Button | null {
  for (const element of elements) {
    if (element.tag === 'button' && element.text?.content === label) return element;
    const inner =
      element.tag === 'column_set'
        ? element.columns.flatMap((column) => column.elements)
        : element.tag === 'form' || element.tag === 'collapsible_panel'
          ? element.elements
          : [];
    const found = inner.length > 0 ? findButton(inner, label) : null;
    if (found) return found;
  }
  return null;
}
