import type { QuizFigures } from '../../../server/contract/quiz.ts';
import { useFormat } from '../../parts/format.tsx';
import { quoted } from '../../parts/quoted.ts';
import { consoleQuizTexts } from '../../texts/screens/console-quiz.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';

type Question = QuizFigures['questions'][number];
type Props = Readonly<{ questions: readonly Question[]; minGroup: number }>;

/** Question by question how many were wrong at first, the least understood one on top, with the rule it rests on. */
export function QuestionFigures({ questions, minGroup }: Props) {
  const texts = useTable(consoleQuizTexts);
  const rows = questions
    .flatMap(({ first, ...question }) =>
      first ? [{ ...question, ...first, share: first.wrong / first.of }] : [],
    )
    .toSorted((a, b) => b.share - a.share);
  return (
    <section aria-label={texts.questions}>
      <h3 className="mq-pilot-title">{texts.questions}</h3>
      {rows.length === 0 ? (
        <p>{texts.tooFew(minGroup)}</p>
      ) : (
        <>
          <p className="mq-muted">{texts.questionsIntro}</p>
          <ul className="mq-question-figures">
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type RowProps = { row: Omit<Question, 'first'> & { wrong: number; of: number; share: number } };

function Row({ row: { question, quote, wrong, of, share } }: RowProps) {
  const { language } = useLanguage();
  const texts = useTable(consoleQuizTexts);
  const format = useFormat();
  return (
    <li>
      <strong>{question[language]}</strong>
      <div className="mq-question-share">
        <span className="mq-question-all">
          {share > 0 && <span className="mq-share-bar" style={{ width: `${100 * share}%` }} />}
        </span>
        <span>
          {texts.percent(share)} <span className="mq-muted">{texts.wrongOf(wrong, of)}</span>
        </span>
      </div>
      <p className="mq-muted">
        {format.named(texts.quote, '')}
        <span lang="zh-CN">{quoted(quote.zh)}</span>
      </p>
      {language === 'en' && <p className="mq-muted">{format.named(texts.translated, quoted(quote.en))}</p>}
    </li>
  );
}
