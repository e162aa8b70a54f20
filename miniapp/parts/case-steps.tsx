import type { CaseView } from '../../server/contract/views.ts';
import { useTable, useTexts } from '../texts/language.tsx';
import { answerTexts } from '../texts/screens/answer.ts';
import type { Texts } from '../texts/zh.ts';
import { useFormat, type Format } from './format.tsx';
import { yuanOf } from './money.ts';

type Step = Readonly<{ title: string; at: string; lines: readonly string[] }>;

/** What was said and decided about the person so far, with the measures and the evidence they rest on (R9). */
export function CaseSteps({ view }: { view: CaseView }) {
  const texts = useTexts();
  const answers = useTable(answerTexts);
  const format = useFormat();
  const steps = [...stepsBefore(view, texts, format), ...stepsAfter(view, { ...texts, ...answers, format })];
  if (steps.length === 0) return null;
  return (
    <section className="mq-card">
      {steps.map(({ title, at, lines }) => (
        <div key={title} className="mq-step">
          <h3>
            {title} <time className="mq-muted">{format.dateTime(at)}</time>
          </h3>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      ))}
    </section>
  );
}

/** Measures as people call them, in their order. */
export const penaltyWords = (measures: readonly string[], words: Texts['words']): string =>
  measures.map((measure) => words.penalty[measure] ?? measure).join(' + ');

type Words = Pick<Texts, 'words' | 'phone'>;

function stepsBefore(view: CaseView, { words, phone }: Words, format: Format): Step[] {
  const { named } = format;
  const { contact, explanation, verification, proposal } = view;
  return [
    ...(contact?.note === undefined
      ? []
      : [{ title: phone.case.hrNote, at: contact.at, lines: [contact.note] }]),
    ...(explanation
      ? [
          {
            title: phone.case.yourAnswer,
            at: explanation.at,
            lines: [named(words.quickReason[explanation.quickReason], explanation.text)],
          },
        ]
      : []),
    ...(verification
      ? [
          {
            title: phone.case.verification,
            at: verification.at,
            lines: [named(words.verification[verification.result], verification.reason)],
          },
        ]
      : []),
    ...(proposal
      ? [
          {
            title: phone.case.proposal,
            at: proposal.at,
            lines: proposalLines(proposal, { words, phone }, format),
          },
        ]
      : []),
  ];
}

function proposalLines(
  proposal: NonNullable<CaseView['proposal']>,
  { words, phone }: Words,
  { named, phrases }: Format,
): string[] {
  const { measures, deductionFen, fineFen, reason, legalBasis, evidence } = proposal;
  const money = [deductionFen, fineFen].filter((fen) => fen !== undefined).map((fen) => `¥${yuanOf(fen)}`);
  return [
    named(phone.case.measures, [penaltyWords(measures, words), ...money].join(' · ')),
    reason,
    named(phone.case.legalBasis, legalBasis),
    ...evidence.map(({ kind, note }) => named(phone.case.evidence, phrases([words.evidence[kind], note]))),
  ];
}

function stepsAfter(
  { decision, appeal, execution, revocation }: CaseView,
  {
    words,
    phone,
    appealed,
    appealDecision,
    takenBack,
    revoked,
    format,
  }: Words &
    Pick<(typeof answerTexts)['zh'], 'appealed' | 'appealDecision' | 'takenBack' | 'revoked'> & {
      format: Format;
    },
): Step[] {
  const decided = appeal?.decision;
  const to = decided?.changedTo === undefined ? '' : ` ${penaltyWords([decided.changedTo], words)}`;
  const steps = [
    ...(decision
      ? [
          {
            title: phone.case.decision,
            at: decision.at,
            lines: [`${words.state[decision.result]} ${decision.comment}`],
          },
        ]
      : []),
    ...(appeal ? [{ title: appealed, at: appeal.at, lines: [appeal.text] }] : []),
    ...(decided
      ? [
          {
            title: appealDecision,
            at: decided.at,
            lines: [format.named(`${words.appealResult[decided.result]}${to}`, decided.reason)],
          },
        ]
      : []),
    ...(execution
      ? [
          {
            title: words.state.executed,
            at: execution.at,
            lines: [
              penaltyWords([execution.penalty], words),
              ...(execution.revokedAt === undefined ? [] : [takenBack(format.dateTime(execution.revokedAt))]),
              ...(execution.note === undefined ? [] : [execution.note]),
            ],
          },
        ]
      : []),
    ...(revocation ? [{ title: revoked, at: revocation.at, lines: [revocation.reason] }] : []),
  ];
  // A penalty may be carried out before its appeal, or after.
  return [...steps].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
