import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { QuizResult, QuizView } from '../../../server/contract/quiz.ts';
import { myApi } from '../../my-api.ts';
import { serverOffsetMs } from '../../api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { quoted } from '../../parts/quoted.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable, useTexts } from '../../texts/language.tsx';
import { welcomeTexts } from '../../texts/screens/welcome.ts';
import { Content, Page } from '../page.tsx';
import { useSession } from '../session.ts';
import '../records.css';

/** Three questions about the rules, explained whether right or wrong; nothing waits for them. */
export function Quiz() {
  const texts = useTable(welcomeTexts).quiz;
  const format = useFormat();
  const loaded = useLoad(() => myApi.quiz(), 'quiz');
  return (
    <Page title={texts.title}>
      <p className="mq-intro">{texts.intro}</p>
      <Content loaded={loaded}>
        {(quiz) => (
          <>
            {quiz.passedAt ? (
              <p className="mq-intro mq-right">{texts.passed(format.dateTime(quiz.passedAt))}</p>
            ) : (
              quiz.dueAt && (
                <p className="mq-intro">
                  {isPast(quiz.dueAt) ? texts.late : texts.due(format.dateTime(quiz.dueAt))}
                </p>
              )
            )}
            {quiz.questions.length === 0 && <p className="mq-intro">{texts.none}</p>}
            {quiz.questions.length > 0 && <Questions quiz={quiz} onDone={loaded.reload} />}
          </>
        )}
      </Content>
    </Page>
  );
}

/** By the server's clock: the phone's may be wrong. */
const isPast = (at: string): boolean => Date.parse(at) < Date.now() + (serverOffsetMs() ?? 0);

function Questions({ quiz, onDone }: { quiz: QuizView; onDone: () => Promise<void> }) {
  const all = useTexts();
  const texts = useTable(welcomeTexts).quiz;
  const { refreshToday } = useSession();
  const [picked, setPicked] = useState<Record<string, number>>({});
  const [result, setResult] = useState<QuizResult>();
  const isComplete = quiz.questions.every(({ id }) => picked[id] !== undefined);
  const [busy, setBusy] = useState(false);
  const [tryId, setTryId] = useState(() => uuidv7());
  const pick = (questionId: string, option: number): void => {
    setPicked({ ...picked, [questionId]: option });
    // With other answers it is another try; unchanged ones whose reply was lost are sent as the same.
    setTryId(uuidv7());
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    const answers = Object.entries(picked).map(([id, option]) => ({ id, option }));
    await myApi
      .answerQuiz({ id: tryId, version: quiz.version, answers })
      .then(setResult, (error: unknown) => Toast.show(toRead(describeFault(error, all))));
    await Promise.all([onDone(), refreshToday()]);
    setBusy(false);
  };
  const again = (): void => {
    setResult(undefined);
    setPicked({});
  };
  return (
    <section className="mq-card mq-quiz">
      {quiz.questions.map((question) => (
        <Question
          key={question.id}
          question={question}
          picked={picked[question.id]}
          verdict={result?.results.find(({ id }) => id === question.id)}
          disabled={busy || result !== undefined}
          onPick={(option) => pick(question.id, option)}
        />
      ))}
      {result ? (
        <div role="status">
          <p className={result.passed ? 'mq-right' : 'mq-wrong'}>
            {result.passed ? texts.allRight : texts.some(result.correct, quiz.questions.length)}
          </p>
          <Button block color="primary" onClick={result.passed ? () => goTo('/') : again}>
            {result.passed ? all.back : texts.again}
          </Button>
        </div>
      ) : (
        <>
          {!isComplete && <p className="mq-muted">{texts.need}</p>}
          <Button block color="primary" loading={busy} disabled={!isComplete} onClick={() => void submit()}>
            {texts.submit}
          </Button>
        </>
      )}
    </section>
  );
}

type QuestionProps = {
  question: QuizView['questions'][number];
  picked: number | undefined;
  verdict: QuizResult['results'][number] | undefined;
  disabled: boolean;
  onPick: (option: number) => void;
};

function Question({ question, picked, verdict, disabled, onPick }: QuestionProps) {
  const { language } = useLanguage();
  const texts = useTable(welcomeTexts).quiz;
  const format = useFormat();
  return (
    <fieldset disabled={disabled}>
      <legend>{question.question[language]}</legend>
      {question.options.map((option, index) => (
        <label key={option.en}>
          <input type="radio" name={question.id} checked={picked === index} onChange={() => onPick(index)} />
          {option[language]}
        </label>
      ))}
      {verdict && (
        <>
          <p className={verdict.isRight ? 'mq-right' : 'mq-wrong'}>
            {verdict.isRight
              ? texts.right
              : texts.wrong(question.options[verdict.rightOption]?.[language] ?? '')}
          </p>
          <p>{verdict.why[language]}</p>
          <p className="mq-muted">
            {format.named(texts.quote, '')}
            <span lang="zh-CN">{quoted(verdict.quote.zh)}</span>
          </p>
          {language === 'en' && (
            <p className="mq-muted">{format.named(texts.translated, quoted(verdict.quote.en))}</p>
          )}
        </>
      )}
    </fieldset>
  );
}
