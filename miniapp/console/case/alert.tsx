import { api } from '../../api.ts';
import { AskWord } from '../../parts/ask-word.tsx';
import { Beside, FindingFacts } from '../../parts/finding-facts.tsx';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { alertWordTexts } from '../../texts/screens/alert-words.ts';
import { tuningApi } from '../../tuning-api.ts';
import { Failed } from '../parts/failed.tsx';
import { MapPanel } from '../parts/map-panel.tsx';
import { AlertAnswer } from './alert-answer.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';

const ENDED: ReadonlySet<string> = new Set(['handled', 'cleared', 'silenced']);

/** What the responsible manager sees of an alert, and answers here or on the card in the chat; HR sees its map. */
export function AlertPage({ id, isManager, isHr }: { id: string; isManager: boolean; isHr: boolean }) {
  const texts = useConsoleTexts();
  const words = useTable(alertWordTexts);
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
          {texts.phone.alert.hint} {alert.toAnswer && texts.console.managerHint}
        </p>
      </header>
      <div className="mq-columns">
        <Panel title={texts.console.facts}>
          <FindingFacts finding={alert.finding} />
          <Beside findings={alert.beside} />
        </Panel>
        <div className="mq-column">
          {isManager && !isHr && alert.isOwn !== true && <AlertAnswer alert={alert} reload={loaded.reload} />}
          {isHr && <MapPanel alertId={id} isNameOpen={alert.personName !== undefined} />}
          {isHr && ENDED.has(alert.status) && (
            <AskWord
              title={words.label}
              hint={words.labelHint}
              words={{ worth: words.worth, notWorth: words.notWorth }}
              options={['worth', 'notWorth']}
              thanks={words.labelled}
              send={(word) => tuningApi.label(id, { isWorthAsking: word === 'worth' })}
            />
          )}
        </div>
      </div>
    </>
  );
}
