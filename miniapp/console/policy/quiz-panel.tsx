import { useState } from 'react';
import type { QuizFigures } from '../../../server/contract/quiz.ts';
import type { PolicyVersions } from '../../../server/contract/views.ts';
import { api, serverNowMs } from '../../api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { consoleQuizTexts } from '../../texts/screens/console-quiz.ts';
import { useTable } from '../../texts/language.tsx';
import { Choose } from '../parts/choose.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { QuestionFigures } from './quiz-questions.tsx';
import { QuizRegions } from './quiz-regions.tsx';
import './policy.css';

/** How the questions on a version went, in numbers: by region, and which rule was not understood. */
export function QuizPanel({ versions }: PolicyVersions) {
  const texts = useTable(consoleQuizTexts);
  const begun = versions.filter(
    ({ effectiveAt, isReplaced, withdrawn }) =>
      !isReplaced && !withdrawn && Date.parse(effectiveAt) <= serverNowMs(),
  );
  const names = begun.map(({ version }) => version);
  const [chosen, setChosen] = useState<string>();
  const version = chosen ?? begun.find(({ isInForce }) => isInForce)?.version;
  if (version === undefined) return null;
  return (
    <Panel title={texts.title}>
      {names.length > 1 && (
        <div className="mq-policy-version">
          <Choose label={texts.version} value={version} options={names} words={{}} onChange={setChosen} />
        </div>
      )}
      <Figures key={version} version={version} />
    </Panel>
  );
}

function Figures({ version }: { version: string }) {
  const loaded = useLoad(() => api.quizFigures(version), `quiz-figures:${version}`);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  return loaded.data ? <Shown figures={loaded.data} /> : <Loading />;
}

function Shown({ figures }: { figures: QuizFigures }) {
  const texts = useTable(consoleQuizTexts);
  const { groups, questions, minGroup, isInForce } = figures;
  if (questions.length === 0) return <p>{texts.noQuestions}</p>;
  return (
    <>
      <p className="mq-muted">{texts.intro(minGroup)}</p>
      {!isInForce && <p className="mq-muted">{texts.former}</p>}
      {groups.length === 0 ? <p>{texts.none(minGroup)}</p> : <QuizRegions groups={groups} />}
      <QuestionFigures questions={questions} minGroup={minGroup} />
    </>
  );
}
