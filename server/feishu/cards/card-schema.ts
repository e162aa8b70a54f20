import { checkCard, maxCardBytes } from '../../contract/card-rules.ts';
import { CardSchema } from '../../contract/card.ts';

/**
 * What every builder of this folder returns: a card the platform takes (≤ 200 elements, rules across components), ≤ 30 KB, shared, and
 * one that nobody can forward, because it is about people.
 */
export const OwnCardSchema = CardSchema.superRefine((card, ctx) => {
  const fault = checkCard(card);
  if (fault !== null) ctx.addIssue({ code: 'custom', message: `${fault.reason} at ${fault.path}` });
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > maxCardBytes) ctx.addIssue({ code: 'custom', message: `${bytes} bytes, more than 30 KB` });
  const { enable_forward: forward, enable_forward_interaction: interaction } = card.config;
  if (forward !== false || interaction !== false)
    ctx.addIssue({ code: 'custom', message: 'could be forwarded' });
});
