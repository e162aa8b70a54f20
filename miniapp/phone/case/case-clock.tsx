import type { CaseView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { answerTexts } from '../../texts/screens/answer.ts';

type Clock = NonNullable<CaseView['clock']>;

/** The deadlines by which the person may or should do something; all others bind the company alone. */
const OWN: ReadonlySet<Clock['kind']> = new Set([
  'explanation',
  'appeal_window',
  'closing',
  'correction_deadline',
  'leave',
]);

/** The deadline that runs, and whose it is: nobody should hurry for one that binds the company. */
export function CaseClock({ clock }: { clock: Clock }) {
  const { words, phone } = useTexts();
  const format = useFormat();
  const { left, yourExplanation } = useTable(answerTexts);
  const { kind, dueAt, overdue, workingDaysLeft } = clock;
  const when = format.deadline(dueAt);
  // The time to appeal after the execution is over: the case closes by itself.
  if (kind === 'closing' && overdue) return null;
  if (OWN.has(kind))
    return (
      <p className={overdue ? 'mq-overdue' : 'mq-due'}>
        {phone.case.deadline(kind === 'explanation' ? yourExplanation : words.clock[kind], when)}
        {overdue
          ? ` · ${phone.case.overdue}`
          : workingDaysLeft !== undefined && ` · ${left(workingDaysLeft)}`}
      </p>
    );
  return (
    <p className="mq-muted">
      {phone.case.companyDeadline(words.clock[kind], when)}
      {overdue && ` · ${phone.case.overdue}`}
      <br />
      {phone.case.yourTurnOver}
    </p>
  );
}
