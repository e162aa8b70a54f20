import type { FlexibleView } from '../../../server/contract/flexible.ts';
import { flexibleApi } from '../../flexible-api.ts';
import { useFormat } from '../../parts/format.tsx';
import { hoursText } from '../../parts/hours-text.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleFlexibleTexts } from '../../texts/screens/console-flexible.ts';
import { consoleWaitingTexts } from '../../texts/screens/console-waiting.ts';
import { flexibleTexts } from '../../texts/screens/flexible.ts';
import { Answers } from '../case/answers.tsx';
import { EndForm } from './end-form.tsx';
import { Failed } from '../parts/failed.tsx';
import { FlexibleState, useDaysText } from './flexible-shifts.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { whoseText } from './whose.ts';

/** One request: what was asked for, what was answered, and HR's way to end it. */
export function FlexibleShiftPage({ id, hasList }: { id: string; hasList: boolean }) {
  const waiting = useTable(consoleWaitingTexts);
  const texts = useTable(consoleFlexibleTexts);
  const loaded = useLoad(() => flexibleApi.request(id), id);
  const view = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return (
    <>
      <h1 className="mq-hidden">{[texts.terms, whoseText(view)].filter(Boolean).join(' · ')}</h1>
      <p>
        <a href={hasList ? '#/flexible-shifts' : '#/'}>‹ {hasList ? texts.back : waiting.back}</a>
      </p>
      <div className="mq-columns">
        <Panel title={texts.terms} extra={<FlexibleState view={view} />}>
          <Terms view={view} />
        </Panel>
        <div className="mq-column">
          <Answers answers={view.answers} />
          {view.actions.includes('end') && (
            <EndForm
              texts={texts}
              end={(reason) => flexibleApi.end(view.id, { version: view.version, reason })}
              reload={loaded.reload}
            />
          )}
        </div>
      </div>
    </>
  );
}

function Terms({ view }: { view: FlexibleView }) {
  const texts = useTable(consoleFlexibleTexts);
  const { reasons, detail, preview } = useTable(flexibleTexts);
  const format = useFormat();
  const daysText = useDaysText();
  const rows: readonly (readonly [string, string | undefined])[] = [
    [texts.columns.who, whoseText(view)],
    [texts.columns.days, daysText(view)],
    [texts.columns.hours, hoursText(view, preview.nextDay)],
    [detail.lastDay, view.status === 'ended' ? view.lastDay : undefined],
    [texts.columns.reason, view.reason && reasons[view.reason]],
    [detail.note, view.note],
    [detail.comment, view.comment],
  ];
  return (
    <>
      <dl className="mq-terms">
        {rows.flatMap(([name, value]) =>
          value === undefined ? [] : [<dt key={name}>{name}</dt>, <dd key={`${name}-`}>{value}</dd>],
        )}
      </dl>
      {view.endReason && <p className="mq-quote">{detail.endReason(view.endReason)}</p>}
      {view.dueAt && <p className="mq-muted">{texts.due(format.dateTime(view.dueAt))}</p>}
      {view.status === 'approved' && <p className="mq-muted">{texts.feishu}</p>}
    </>
  );
}
