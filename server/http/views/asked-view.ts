import type { AnswerView } from '../../contract/asked.ts';
import type { Asked } from '../../store/asked.ts';

type AskedView<Step> = Readonly<{
  submittedAt: string;
  step?: Step;
  dueAt?: string;
  decidedAt?: string;
  comment?: string;
  endReason?: string;
  answers: AnswerView[];
}>;

/** What every request shows that asks superior and HR. */
export function askedView<Step>(asked: Asked<Step> & Readonly<{ status: string }>): AskedView<Step> {
  const { status, submittedAt, step, dueAt, decidedAt, comment, endReason, answers } = asked;
  const isPending = status === 'pending';
  return {
    submittedAt: submittedAt.toISOString(),
    ...(isPending && step && { step }),
    ...(isPending && dueAt && { dueAt: dueAt.toISOString() }),
    ...(decidedAt && { decidedAt: decidedAt.toISOString() }),
    ...(comment !== undefined && { comment }),
    ...(endReason !== undefined && { endReason }),
    answers: answers.map(({ step: of, result, at, comment: said }) => ({
      step: of,
      result,
      at: at.toISOString(),
      ...(said !== undefined && { comment: said }),
    })),
  };
}
