import type { AnswerView, RequestStep } from '../../contract/asked.ts';
import type { Asked } from '../../store/asked.ts';

type AskedView = Readonly<{
  submittedAt: string;
  step?: RequestStep;
  dueAt?: string;
  decidedAt?: string;
  comment?: string;
  endReason?: string;
  answers: AnswerView[];
}>;

/** What every request shows that asks superior and HR. */
export function askedView(asked: Asked & Readonly<{ status: string }>): AskedView {
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
