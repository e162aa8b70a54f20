import type { Card } from '../../contract/card.ts';
import { PenaltySchema, type CaseOutcome } from '../../contract/case.ts';
import { card, labelled, linkButton, paragraph } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type CaseDecisionCardInput = Readonly<{
  caseNo: string;
  /** `reverted`: the approval of the decision was taken back, and there is none now. */
  outcome: CaseOutcome | 'reverted';
  /** All measures with their money, where the outcome's word does not say it all. */
  measures?: string | undefined;
  /** In the deciders' own words. */
  reasons: string;
  legalBasis?: string | undefined;
  /** Where a penalty stands that is not closed yet. */
  state?: 'decided' | 'appealed' | 'executed' | undefined;
  /** Where and until when the person may appeal. */
  appeal?: Readonly<{ until: Date; url: string }> | undefined;
  /** HR saw the name before the person answered: when, and for what (trust R12). */
  nameOpened?: Readonly<{ at: Date; purpose: string }> | undefined;
  /** What became of the appeal. */
  appealText?: string | undefined;
  /** Who saw the person's name, and why: said once the case is over. */
  lookers?: readonly string[] | undefined;
  timeZone: string;
  url: string;
  language?: Language;
}>;

/** To the employee, 1:1: the outcome, why, and how to appeal. */
export function caseDecisionCard(input: CaseDecisionCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.caseDecision;
  const isPenalty = PenaltySchema.safeParse(input.outcome).success;
  const appeal = isPenalty ? input.appeal : undefined;
  const state = input.state && words.state[input.state];
  return card({
    title: words.title,
    ...(state !== undefined && { state }),
    template: isPenalty ? 'orange' : 'green',
    summary: `${words.title}${texts.separator}${input.caseNo}`,
    elements: [
      labelled(words.caseNo, input.caseNo, texts),
      labelled(words.outcome, words.outcomes[input.outcome], texts),
      labelled(words.measures, input.measures, texts),
      labelled(words.reasons, input.reasons, texts),
      labelled(words.legalBasis, input.legalBasis, texts),
      input.nameOpened
        ? labelled(
            words.nameOpened,
            `${formatAt(input.nameOpened.at, input.timeZone, texts)}${texts.separator}${input.nameOpened.purpose}`,
            texts,
          )
        : null,
      labelled(words.appealResult, input.appealText, texts),
      labelled(words.lookers, input.lookers?.join('；'), texts),
      appeal ? paragraph(words.appealUntil(formatAt(appeal.until, input.timeZone, texts))) : null,
      linkButton(isPenalty ? words.open : words.read, input.url, 'primary'),
      appeal ? linkButton(words.toAppeal, appeal.url) : null,
    ],
  });
}
