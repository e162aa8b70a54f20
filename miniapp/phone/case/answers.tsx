import type { AnswerView } from '../../../server/contract/asked.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { askedTexts } from '../../texts/screens/asked.ts';

/** What superior and HR answered; nothing before the first answer. */
export function Answers({ answers }: { answers: readonly AnswerView[] }) {
  const texts = useTable(askedTexts);
  const format = useFormat();
  if (answers.length === 0) return null;
  return (
    <section className="mq-card">
      <h2>{texts.answers}</h2>
      <ul className="mq-rows">
        {answers.map(({ step, result, at, comment }) => (
          <li key={at} className="mq-request">
            <p>
              {texts.by[step]} · {texts.result[result]}
            </p>
            <p className="mq-muted">{[format.dateTime(at), comment].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
