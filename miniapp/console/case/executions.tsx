import { Button } from 'antd-mobile';
import { useState } from 'react';
import { serverOffsetMs } from '../../api.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleLettersTexts } from '../../texts/screens/console-letters.ts';
import { useLoad } from '../../parts/use-load.ts';
import { ExecutionTable } from './execution-table.tsx';
import { Failed } from '../parts/failed.tsx';
import { Field } from '../parts/field.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { sanctionApi } from './sanction-api.ts';

type Span = Readonly<{ fromDay: string; toDay: string }>;

/** The hand-over of carried-out penalties to payroll: a file for a span of days, looked at and fetched by the HR lead. */
export function Executions() {
  const texts = useTable(consoleLettersTexts).executions;
  const [span, setSpan] = useState(thisMonth);
  const [shown, setShown] = useState<Span>();
  const isSpan = span.fromDay !== '' && span.toDay !== '' && span.fromDay <= span.toDay;
  return (
    <Panel title={texts.title}>
      <div className="mq-action">
        <p className="mq-muted">{texts.intro}</p>
        <div className="mq-fields">
          <Field
            label={texts.from}
            type="date"
            value={span.fromDay}
            onChange={(fromDay) => setSpan({ ...span, fromDay })}
          />
          <Field
            label={texts.to}
            type="date"
            value={span.toDay}
            onChange={(toDay) => setSpan({ ...span, toDay })}
          />
        </div>
        {isSpan ? (
          <p className="mq-fields">
            <Button size="small" color="primary" disabled={shown === span} onClick={() => setShown(span)}>
              {texts.show}
            </Button>
            <a href={sanctionApi.executionsUrl(span, 'csv')}>{texts.csv}</a>
            <a href={sanctionApi.executionsUrl(span, 'json')} download="executions.json">
              {texts.json}
            </a>
          </p>
        ) : (
          <p className="mq-fault" role="alert">
            {texts.badSpan}
          </p>
        )}
      </div>
      {shown === span && <Shown span={span} />}
    </Panel>
  );
}

/** Every look is told to the people in it: only a press loads, and other days need another one. */
function Shown({ span }: { span: Span }) {
  const { data, error, reload } = useLoad(
    () => sanctionApi.executions(span),
    `${span.fromDay}:${span.toDay}`,
  );
  if (error !== undefined) return <Failed error={error} onRetry={() => void reload()} />;
  return data ? <ExecutionTable rows={data.executions} /> : <Loading />;
}

/** The running month up to today, by the server's clock. */
function thisMonth(): Span {
  const now = new Date(Date.now() + (serverOffsetMs() ?? 0));
  const month = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
  return { fromDay: `${month}-01`, toDay: `${month}-${String(now.getDate()).padStart(2, '0')}` };
}
