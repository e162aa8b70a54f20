import type { LegalPath } from '../../../server/contract/ladder.ts';
import type {
  EvidencePoint,
  LetterKind,
  SanctionEvent,
  SanctionStepBody,
} from '../../../server/contract/sanction.ts';
import { evidenceOf, type EvidenceRow } from './evidence-rows.tsx';
import { instantOf } from './legal-form.tsx';

/** What a step's form holds while it is being filled in. */
export type StepDraft = {
  text: string;
  rows: EvidenceRow[];
  /** Empty where none is chosen. */
  letterId: string;
  to?: 'company_union' | 'higher_union';
  handedOver: string;
};

/** The letter a step rests on. */
export const letterOfStep: Readonly<Partial<Record<SanctionEvent, LetterKind>>> = {
  hear: 'interview',
  demand: 'demand',
  notify_union: 'union_notice',
};

/** What the evidence of a step may show, the usual one first; absent where a step takes none. */
export function pointsOfStep(path: LegalPath, event: SanctionEvent): readonly EvidencePoint[] | undefined {
  if (event === 'list_evidence')
    return path === 'rule_breach' ? ['breach'] : ['second_employment', 'effect_on_work'];
  if (event === 'show_effect') return ['effect_on_work'];
  return event === 'refuse' ? ['continues'] : undefined;
}

/** A reason of the contract. */
const REASON_MIN = 20;
const TEXT_MIN = 2;

/** The step as the contract takes it, or undefined while something is open; the server decides, the button only agrees. */
export function stepBody(
  step: Readonly<{ path: LegalPath; version: number; event: SanctionEvent }>,
  draft: StepDraft,
): SanctionStepBody | undefined {
  const { event, ...at } = step;
  const text = draft.text.trim();
  const isReason = text.length >= REASON_MIN;
  const evidence = evidenceOf(draft.rows);
  const { letterId } = draft;
  switch (event) {
    case 'bind_rule':
      return text.length >= TEXT_MIN ? { ...at, event, article: text } : undefined;
    case 'list_evidence':
      return evidence && { ...at, event, evidence };
    case 'hear':
      return { ...at, event, ...(letterId !== '' && { interviewLetterId: letterId }) };
    case 'show_effect':
      return isReason && evidence ? { ...at, event, note: text, evidence } : undefined;
    case 'demand':
      return letterId === '' ? undefined : { ...at, event, letterId };
    case 'prove_delivery':
    case 'union_silence':
      return { ...at, event };
    case 'refuse':
      return isReason && (evidence || draft.rows.length === 0)
        ? { ...at, event, note: text, ...(evidence && { evidence }) }
        : undefined;
    case 'comply':
    case 'weigh_milder':
      return isReason ? { ...at, event, note: text } : undefined;
    case 'notify_union':
      return letterId !== '' && draft.to && draft.handedOver !== ''
        ? { ...at, event, letterId, to: draft.to, handedOverAt: instantOf(draft.handedOver) }
        : undefined;
    case 'union_reply':
      return text.length >= TEXT_MIN ? { ...at, event, text } : undefined;
    case 'consider_reply':
      return isReason ? { ...at, event, answer: text } : undefined;
    case 'reply':
      break;
  }
  return undefined;
}
