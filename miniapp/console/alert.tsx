import { Alert, Card, Spin, Tag } from 'antd';
import { api } from '../api.ts';
import { FindingFacts } from '../parts/finding-facts.tsx';
import { useFormat } from '../parts/format.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useTexts } from '../texts/language.tsx';
import { Failed } from './failed.tsx';
import { MapCard } from './map-card.tsx';

/** What the responsible manager sees of an alert; it is handled on the card in the chat. */
export function AlertPage({ id }: { id: string }) {
  const texts = useTexts();
  const format = useFormat();
  const loaded = useLoad(() => api.alert(id), id);
  const alert = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!alert) return <Spin className="mq-center" />;
  return (
    <>
      <section className="mq-case-head">
        <h1>
          {alert.alertNo} <span>{alert.personName ?? alert.pseudonym}</span>
          <Tag>{texts.words.alertStatus[alert.status]}</Tag>
        </h1>
        <p className="mq-muted">
          {format.calendarDay(alert.day)}
          {alert.caseId && (
            <>
              {' '}
              · <a href={`#/cases/${alert.caseId}`}>{alert.caseNo ?? texts.console.cases}</a>
            </>
          )}
        </p>
        <Alert type="info" showIcon title={texts.phone.alert.hint} description={texts.console.managerHint} />
      </section>
      <div className="mq-columns">
        <Card title={texts.console.facts} size="small">
          <FindingFacts finding={alert.finding} />
        </Card>
        <MapCard alertId={id} />
      </div>
    </>
  );
}
