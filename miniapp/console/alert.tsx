import { api } from '../api.ts';
import { Beside, FindingFacts } from '../parts/finding-facts.tsx';
import { useFormat } from '../parts/format.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useTexts } from '../texts/language.tsx';
import { Failed } from './failed.tsx';
import { MapPanel } from './map-panel.tsx';
import { Loading, Panel, Tag } from './panel.tsx';

/** What the responsible manager sees of an alert; it is handled on the card in the chat. */
export function AlertPage({ id, isManager }: { id: string; isManager: boolean }) {
  const texts = useTexts();
  const format = useFormat();
  const loaded = useLoad(() => api.alert(id), id);
  const alert = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!alert) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>
          {alert.alertNo} <span>{alert.personName ?? alert.pseudonym}</span>
        </h1>
        <p>
          <Tag tone={alert.status}>{texts.words.alertStatus[alert.status]}</Tag>
          <span className="mq-muted">{format.calendarDay(alert.day)}</span>
          {alert.caseId && <a href={`#/cases/${alert.caseId}`}>{alert.caseNo ?? texts.console.cases}</a>}
        </p>
        <p className="mq-reminder">
          {texts.phone.alert.hint} {isManager && texts.console.managerHint}
        </p>
      </header>
      <div className="mq-columns">
        <Panel title={texts.console.facts}>
          <FindingFacts finding={alert.finding} />
          <Beside findings={alert.beside} />
        </Panel>
        <MapPanel alertId={id} isNameOpen={alert.personName !== undefined} />
      </div>
    </>
  );
}
