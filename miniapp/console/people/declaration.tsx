import type { DeclarationView } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { hoursText } from '../../parts/hours-text.ts';
import { useOverlapLines } from '../../parts/overlap-lines.ts';
import { useLoad } from '../../parts/use-load.ts';
import { consoleRegisterTexts } from '../../texts/screens/console-register.ts';
import { consoleWaitingTexts } from '../../texts/screens/console-waiting.ts';
import { declarationTexts } from '../../texts/screens/declaration.ts';
import { shiftOverlapTexts } from '../../texts/screens/shift-overlap.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { Answers } from '../case/answers.tsx';
import { EndForm } from './end-form.tsx';
import { DeclarationState } from './declaration-register.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { whoseText } from './whose.ts';

/** One side job: terms, papers, answers, and the way to end it. */
export function DeclarationPage({ id, hasList }: { id: string; hasList: boolean }) {
  const waiting = useTable(consoleWaitingTexts);
  const { register: texts } = useTable(consoleRegisterTexts);
  const { words } = useTexts();
  const loaded = useLoad(() => api.declaration(id), id);
  const view = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return (
    <>
      <h1 className="mq-hidden">
        {[words.declarationKind[view.kind], whoseText(view)].filter(Boolean).join(' · ')}
      </h1>
      <p>
        <a href={hasList ? '#/declarations' : '#/'}>‹ {hasList ? texts.back : waiting.back}</a>
      </p>
      <div className="mq-columns">
        <Panel title={words.declarationKind[view.kind]} extra={<DeclarationState view={view} />}>
          <Terms view={view} />
        </Panel>
        <div className="mq-column">
          <Papers view={view} />
          <Answers answers={view.answers} />
          {view.actions.includes('end') && (
            <EndForm
              texts={texts}
              end={(reason) => api.endDeclaration(view.id, { version: view.version, reason })}
              reload={loaded.reload}
            />
          )}
        </div>
      </div>
    </>
  );
}

function Terms({ view }: { view: DeclarationView }) {
  const { register: texts } = useTable(consoleRegisterTexts);
  const { words } = useTexts();
  const { nextDay } = useTable(declarationTexts);
  const overlapTexts = useTable(shiftOverlapTexts);
  const format = useFormat();
  const hours = `${view.weekdays.map((day) => words.weekday[day - 1]).join(' ')} ${hoursText(view, nextDay)}`;
  const linesOf = useOverlapLines();
  const overlaps = linesOf(view.shiftOverlaps ?? [], 'theirs');
  const rows: readonly (readonly [string, string | undefined])[] = [
    [texts.columns.who, whoseText(view)],
    [texts.employer, view.employer],
    [texts.place, view.placeName],
    [texts.columns.when, hours],
    [overlapTexts.title, overlaps.length > 0 ? overlaps.join('\n') : undefined],
    [texts.columns.until, `${view.fromDay} – ${view.toDay}`],
    [texts.note, view.note],
    [texts.reviewText, view.review?.text],
    [view.status === 'approved' || view.status === 'ended' ? texts.conditions : texts.reason, view.comment],
    [texts.reason, view.endReason],
  ];
  return (
    <>
      <dl className="mq-terms">
        {rows.flatMap(([name, value]) =>
          value === undefined
            ? []
            : [
                <dt key={name}>{name}</dt>,
                <dd key={`${name}-`} className="mq-pre">
                  {value}
                </dd>,
              ],
        )}
      </dl>
      {view.dueAt && <p className="mq-muted">{texts.due(format.dateTime(view.dueAt))}</p>}
      {view.renewsId && (
        <p>
          <a href={`#/declarations/${view.renewsId}`}>{texts.renews}</a>
        </p>
      )}
    </>
  );
}

function Papers({ view: { id, documents } }: { view: DeclarationView }) {
  const { register: texts } = useTable(consoleRegisterTexts);
  return (
    <Panel title={texts.documents}>
      {documents.length === 0 && <p className="mq-muted">{texts.noDocuments}</p>}
      <ul className="mq-evidence">
        {documents.map((one) => (
          <li key={one.id}>
            <a href={api.documentUrl(id, one.id)} download={one.name}>
              {one.name}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
