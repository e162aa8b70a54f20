import type { Card } from '../../../server/contract/card.ts';

/** The smallest card the platform takes. */
export function buildCard(text = '你好'): Card {
  return {
    schema: '2.0',
    config: { update_multi: true },
    body: { elements: [{ tag: 'div', text: { tag: 'plain_text', content: text } }] },
  };
}
