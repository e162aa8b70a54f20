import { useFormat } from '../../parts/format.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { useTable } from '../../texts/language.tsx';
import { tuningTexts } from '../../texts/screens/tuning.ts';
import { tuningApi } from '../../tuning-api.ts';
import { Panel, Tag } from '../parts/panel.tsx';

const TONES = { waiting: 'soon', running: 'soon', done: 'calm', failed: 'overdue' } as const;

/** Drafts that were run over history, newest first. */
export function ReplaysPanel() {
  const texts = useTable(tuningTexts).replays;
  const versions = useTable(tuningTexts).versions;
  const format = useFormat();
  const { data, more } = usePages(tuningApi.replays, 'replays');
  if (!data) return null;
  const replays = data.flatMap((page) => page.replays);
  return (
    <Panel title={texts.title}>
      {replays.length === 0 && <p className="mq-muted">{texts.none}</p>}
      {replays.map(({ id, at, by, fromDay, toDay, status, done, of, ruleId }) => (
        <article key={id} className="mq-item">
          <div className="mq-line-up">
            <a href={`#/tuning/replays/${id}`}>{texts.span(fromDay, toDay)}</a>
            <Tag tone={TONES[status]}>{texts.status[status]}</Tag>
            {status === 'running' && texts.progress(done, of)}
            {ruleId !== undefined && texts.forRule}
          </div>
          <p className="mq-muted">
            {versions.by(by)} · {format.dateTime(at)}
          </p>
        </article>
      ))}
      <LoadMore more={more} />
    </Panel>
  );
}
