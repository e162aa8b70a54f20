import type { LegalPath } from '../../../server/contract/ladder.ts';
import type { LetterBody, LetterKind, SanctionState } from '../../../server/contract/sanction.ts';
import type { SanctionView } from '../../../server/contract/views.ts';
import { instantOf } from './legal-form.tsx';

/** What a letter's form holds while it is being filled in. */
export type LetterDraft = {
  kind?: LetterKind;
  otherEmployer: string;
  day: string;
  heldAt: string;
  place: string;
  people: string;
  text: string;
  receiver: string;
  path?: LegalPath;
};

const grounds: ReadonlySet<SanctionState> = new Set([
  'effect_shown',
  'refused',
  'union_notified',
  'union_answered',
  'union_considered',
]);
const hasGrounds = ({ path, state }: SanctionView['paths'][number]): boolean =>
  grounds.has(state) || (path === 'rule_breach' && state === 'heard');

/** Paths whose grounds stand, so that the union may be told. */
export const pathsWithGrounds = ({ paths }: SanctionView): LegalPath[] =>
  paths.filter(hasGrounds).map(({ path }) => path);

const NOTE_MIN = 2;
const RECORD_MIN = 10;
const REASON_MIN = 20;

/** The letter as the contract takes it, or undefined while something is open or a day leaves too little time. */
export function letterBody(
  { kind, day, path, ...draft }: LetterDraft,
  firstDays: SanctionView['firstDays'],
): LetterBody | undefined {
  const leaves = (first: string | undefined): boolean => day !== '' && (first === undefined || day >= first);
  const text = draft.text.trim();
  const [otherEmployer, place, people, receiver] = [
    draft.otherEmployer.trim(),
    draft.place.trim(),
    draft.people.trim(),
    draft.receiver.trim(),
  ];
  switch (kind) {
    case 'demand':
      return otherEmployer.length >= NOTE_MIN && leaves(firstDays?.demand)
        ? { kind, otherEmployer, deadlineDay: day }
        : undefined;
    case 'interview': {
      const isFull = [place, people].every((one) => one.length >= NOTE_MIN) && text.length >= RECORD_MIN;
      return isFull && draft.heldAt !== ''
        ? { kind, heldAt: instantOf(draft.heldAt), place, people, record: text }
        : undefined;
    }
    case 'decision':
      return { kind };
    case 'termination':
      return leaves(firstDays?.termination) ? { kind, effectiveDay: day } : undefined;
    case 'union_notice':
      return path && leaves(firstDays?.unionReply) && text.length >= REASON_MIN
        ? { kind, path, reason: text, replyDay: day }
        : undefined;
    case 'employer_notice':
      return receiver.length >= NOTE_MIN ? { kind, receiver } : undefined;
    // The system writes it by itself.
    case 'revocation':
    case undefined:
      break;
  }
  return undefined;
}
