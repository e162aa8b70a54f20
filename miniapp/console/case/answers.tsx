import type { AnswerView } from '../../../server/contract/asked.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { askedTexts } from '../../texts/screens/asked.ts';
import { Panel } from '../parts/panel.tsx';

/** What superior and HR answered; nothing before the first answer. */
export function Answers({ answers }: { answers: readonly AnswerView[] }) {
  const texts = useTable(askedTexts);
  const format = useFormat();
  if (answers.length === 0) return null;
  return (
    <Panel title={texts.answers}>
      <ul className="mq-evidence">
        {answers.map(({ step, result, at, comment }) => (
          <li key={at}>
            {texts.by[step]} · {texts.result[result]} · {format.dateTime(at)}
            {comment && <p className="mq-quote">{comment}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
