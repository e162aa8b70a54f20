import type { CaseView } from '../../server/contract/views.ts';
import { CaseLetters } from '../parts/case-letters.tsx';
import { CaseHistory } from '../parts/case-history.tsx';
import { CaseSteps } from '../parts/case-steps.tsx';
import { explainingOverAt } from '../parts/explaining-over.ts';
import { Beside, FindingFacts } from '../parts/finding-facts.tsx';
import { useFormat } from '../parts/format.tsx';
import { createLettersApi } from '../parts/letters-api.ts';
import { useFresh } from '../parts/use-fresh.ts';
import { useLoad } from '../parts/use-load.ts';
import { Content, Page } from '../phone/page.tsx';
import { useTable, useTexts } from '../texts/language.tsx';
import { answerTexts } from '../texts/screens/answer.ts';
import { leaverTexts } from '../texts/screens/leaver.ts';
import { leaverApi } from './leaver-api.ts';
import { SayForm } from './say-form.tsx';

const lettersApi = createLettersApi('/api/v1/leaver', { quiet: true, healed: true });

/** The person's own case: the facts, the answer, messages, and the appeal. */
export function CaseScreen({ id }: { id: string }) {
  const all = useTexts();
  const texts = useTable(leaverTexts);
  const { kept } = useTable(answerTexts);
  const format = useFormat();
  const loaded = useLoad(() => leaverApi.case(id), id);
  useFresh(loaded.look, loaded.data?.explanationDueAt);
  return (
    <Page title={texts.cases}>
      <Content loaded={loaded}>
        {(view) => (
          <>
            <section className="mq-card">
              <h2>{view.caseNo}</h2>
              <p>
                <span className="mq-tag mq-tag-open">{all.words.state[view.state]}</span>{' '}
                {view.outcome && all.words.outcome[view.outcome]}
              </p>
              <Deadline view={view} />
              {view.keptUntilAt && <p className="mq-muted">{kept(format.farDay(view.keptUntilAt))}</p>}
            </section>
            <section className="mq-card">
              <h2>{texts.facts}</h2>
              <FindingFacts finding={view.finding} {...(view.outcome && { outcome: view.outcome })} />
              <Beside findings={view.beside} {...(view.outcome && { outcome: view.outcome })} />
            </section>
            <CaseLetters caseId={view.id} api={lettersApi} />
            <CaseSteps view={view} />
            <Said view={view} />
            <Forms view={view} reload={loaded.reload} />
            <section className="mq-card">
              <h2>{texts.history}</h2>
              <CaseHistory history={view.history} />
            </section>
          </>
        )}
      </Content>
    </Page>
  );
}

function Deadline({ view }: { view: CaseView }) {
  const texts = useTable(leaverTexts);
  const format = useFormat();
  const { explanationDueAt, appealUntilAt, actions } = view;
  if (appealUntilAt !== undefined && actions.includes('appeal'))
    return <p className="mq-due">{texts.appealBy(format.dateTime(appealUntilAt))}</p>;
  if (explanationDueAt === undefined || !actions.includes('explain')) return null;
  const overAt = explainingOverAt(view);
  if (overAt !== undefined) return <p className="mq-note">{texts.answerOver(format.dateTime(overAt))}</p>;
  return <p className="mq-due">{texts.answerBy(format.dateTime(explanationDueAt))}</p>;
}

function Said({ view }: { view: CaseView }) {
  const texts = useTable(leaverTexts);
  const format = useFormat();
  const { messages } = view;
  if (messages.length === 0) return null;
  return (
    <section className="mq-card">
      <h2>{texts.messages}</h2>
      {messages.map((one) => (
        <p key={one.id}>
          <strong>{one.by}</strong> <time className="mq-muted">{format.dateTime(one.at)}</time>
          <br />
          {one.text}
        </p>
      ))}
    </section>
  );
}

function Forms({ view, reload }: { view: CaseView; reload: () => Promise<void> }) {
  const texts = useTable(leaverTexts);
  const { id: caseId, version, actions } = view;
  return (
    <>
      {actions.includes('explain') && (
        <SayForm
          what="answer"
          title={texts.yourAnswer}
          hint={texts.silence}
          label={texts.answerText}
          button={texts.answerSend}
          done={texts.answered}
          min={1}
          onSend={(id, text) => leaverApi.explain(caseId, { id, version, quickReason: 'other', text })}
          onDone={reload}
        />
      )}
      {actions.includes('appeal') && (
        <SayForm
          what="appeal"
          title={texts.appeal}
          hint={texts.appealHint}
          label={texts.appealText}
          button={texts.appealSend}
          done={texts.appealed}
          min={5}
          onSend={(id, text) => leaverApi.appeal(caseId, { id, version, text })}
          onDone={reload}
        />
      )}
      {view.messages.length > 0 && actions.includes('reply') && (
        <SayForm
          what="reply"
          title={texts.messages}
          label={texts.messageText}
          button={texts.messageSend}
          done={texts.answered}
          min={1}
          onSend={(id, text) => leaverApi.reply(caseId, { id, text })}
          onDone={reload}
        />
      )}
    </>
  );
}
