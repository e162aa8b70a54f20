import { Alert, App, Card, Spin, Tag } from 'antd';
import type { CaseView } from '../../server/contract/views.ts';
import { api } from '../api.ts';
import { CaseHistory } from '../parts/case-history.tsx';
import { describeFault, isStale } from '../parts/fault.ts';
import { FindingFacts } from '../parts/finding-facts.tsx';
import { useFormat } from '../parts/format.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useTexts } from '../texts/language.tsx';
import { CaseActions } from './actions.tsx';
import { ClockTag } from './clock-tag.tsx';
import { Failed } from './failed.tsx';
import { MapCard } from './map-card.tsx';

/** One case: what is known on the left, what the reader may do on the right. */
export function CasePage({ id }: { id: string }) {
  const texts = useTexts();
  const { message } = App.useApp();
  const loaded = useLoad(() => api.case(id), id);
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    await work().then(
      () => message.success(texts.console.done),
      (error: unknown) =>
        message.warning(isStale(error) ? texts.console.stale : describeFault(error, texts), 6),
    );
    await loaded.reload();
  };
  const view = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Spin className="mq-center" />;
  return (
    <>
      <CaseHead view={view} />
      <div className="mq-columns">
        <div className="mq-column">
          <Card title={texts.console.facts} size="small">
            <FindingFacts finding={view.finding} />
          </Card>
          <Explained view={view} />
          <Steps view={view} />
          <MapCard alertId={view.alertId} />
        </div>
        <div className="mq-column">
          <CaseActions view={view} act={act} />
          <Card title={texts.console.history} size="small">
            <CaseHistory history={view.history} />
          </Card>
        </div>
      </div>
    </>
  );
}

function CaseHead({ view }: { view: CaseView }) {
  const { console: texts, words } = useTexts();
  const format = useFormat();
  return (
    <section className="mq-case-head">
      <h1>
        {view.caseNo} <span>{view.personName ?? view.pseudonym}</span>
        {!view.personName && <Tag>{texts.masked}</Tag>}
      </h1>
      <p>
        <Tag color="processing">{words.state[view.state]}</Tag>
        <Tag>{words.lane[view.lane]}</Tag>
        {view.outcome && <Tag color="success">{words.outcome[view.outcome]}</Tag>}
        <ClockTag clock={view.clock} />
        <span className="mq-muted">
          {' '}
          {texts.columns.openedAt} {format.dateTime(view.openedAt)} ·{' '}
          <a href={`#/alerts/${view.alertId}`}>{texts.openAlert}</a>
        </span>
      </p>
      <Alert type="info" title={texts.reminder} showIcon />
    </section>
  );
}

function Explained({ view: { explanation } }: { view: CaseView }) {
  const { console: texts, words } = useTexts();
  const format = useFormat();
  return (
    <Card title={texts.explanation} size="small">
      {explanation ? (
        <>
          <Tag>{words.quickReason[explanation.quickReason]}</Tag>
          <time className="mq-muted">{format.dateTime(explanation.at)}</time>
          <p className="mq-quote">{explanation.text}</p>
        </>
      ) : (
        <p className="mq-muted">{texts.noExplanation}</p>
      )}
    </Card>
  );
}

function Steps({ view: { verification, proposal, decision } }: { view: CaseView }) {
  const { console: texts, words } = useTexts();
  return (
    <>
      {verification && (
        <Card title={texts.verification} size="small">
          <Tag>{words.verification[verification.result]}</Tag>
          <p className="mq-quote">{verification.reason}</p>
        </Card>
      )}
      {proposal && (
        <Card title={texts.proposal} size="small" extra={texts.by(proposal.by)}>
          <p className="mq-quote">{proposal.reason}</p>
          <p className="mq-muted">{proposal.legalBasis}</p>
          <ul>
            {proposal.evidence.map((item, index) => (
              <li key={index}>
                <strong>{words.evidence[item.kind]}</strong> {item.note}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {decision && (
        <Card title={texts.decision} size="small" extra={texts.by(decision.by)}>
          <Tag>{words.state[decision.result]}</Tag>
          <p className="mq-quote">{decision.comment}</p>
        </Card>
      )}
    </>
  );
}
