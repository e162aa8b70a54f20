import type { CaseView } from '../../../server/contract/views.ts';
import { hasEnded } from '../../parts/case-ended.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';

/** That the person has left, whether they can still read and answer, and how HR gives them a way. */
export function DepartedNote({ view, isHr }: { view: CaseView; isHr: boolean }) {
  const texts = useConsoleTexts().consoleCase.departed;
  const { departed } = view;
  if (!departed) return null;
  if (departed.hasLink || hasEnded(view))
    return <p className="mq-muted">{texts[departed.hasLink ? 'has' : 'left']}</p>;
  const number = departed.employeeNo;
  return (
    <p className="mq-warn">
      {texts.hasNot}{' '}
      {number !== undefined && isHr && <a href={`#/leavers/${encodeURIComponent(number)}`}>{texts.how}</a>}
      {number === undefined && texts.masked}
    </p>
  );
}
