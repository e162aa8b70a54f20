import { Button } from 'antd-mobile';
import type { SignBody } from '../../../server/contract/tuning.ts';
import { withUnit } from '../../../server/contract/texts/units.ts';
import type { ChangeView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { tuningTexts } from '../../texts/screens/tuning.ts';
import { numberWords } from '../../texts/screens/number-words.ts';
import { tuningApi } from '../../tuning-api.ts';
import { Panel, Tag } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';
import { useSure } from '../parts/use-sure.ts';

const TONES: Readonly<Record<ChangeView['status'], string>> = {
  waiting: 'soon',
  signed: 'calm',
  live: 'calm',
  refused: 'overdue',
  expired: '',
  stale: '',
  withdrawn: 'overdue',
};

/** What was put up for signing, newest first, with the two signatures. */
export function ChangesPanel({ onDone }: { onDone: () => Promise<void> }) {
  const texts = useTable(tuningTexts).changes;
  const loaded = usePages(tuningApi.changes, 'changes');
  if (!loaded.data) return null;
  const changes = loaded.data.flatMap((page) => page.changes);
  const reload = async (): Promise<void> => {
    await Promise.all([loaded.reload(), onDone()]);
  };
  return (
    <Panel title={texts.title}>
      {changes.length === 0 && <p className="mq-muted">{texts.none}</p>}
      {changes.map((change) => (
        <Change key={change.id} change={change} onDone={reload} />
      ))}
      <LoadMore more={loaded.more} />
    </Panel>
  );
}

function Change({ change, onDone }: { change: ChangeView; onDone: () => Promise<void> }) {
  const texts = useTable(tuningTexts).changes;
  const versions = useTable(tuningTexts).versions;
  const format = useFormat();
  const { thresholds: next } = useTable(sureTexts);
  const isSure = useSure();
  const act = useAct(onDone);
  const sign = async (body: SignBody, button: string): Promise<void> => {
    if (await isSure(next[body.accept ? 'sign' : 'refuse'], button))
      await act(() => tuningApi.sign(change.id, body));
  };
  return (
    <article className="mq-item" aria-label={change.reason}>
      <div className="mq-line-up">
        <Tag tone={TONES[change.status]}>{texts.status[change.status]}</Tag>
        <ChangeList changes={change.changes} />
        {change.version !== undefined && <span>{versions.name(change.version)}</span>}
      </div>
      <p>{change.reason}</p>
      <p className="mq-muted">
        {versions.by(change.by)} · {format.dateTime(change.at)} ·{' '}
        <a href={`#/tuning/replays/${change.replayId}`}>{texts.seeReplay}</a>
      </p>
      {change.signatures.map(({ as, who, at, accept }) => (
        <p key={as}>
          {format.named(
            texts.as[as],
            at === undefined
              ? texts.waitingFor(who)
              : (accept === true ? texts.signed : texts.refused)(who, format.dateTime(at)),
          )}
        </p>
      ))}
      {change.maySignAs.map((as) => (
        <div key={as} className="mq-line-up">
          <Button
            size="small"
            color="primary"
            onClick={() => void sign({ as, accept: true }, texts.sign(texts.as[as]))}
          >
            {texts.sign(texts.as[as])}
          </Button>
          <Button size="small" onClick={() => void sign({ as, accept: false }, texts.refuse)}>
            {texts.refuse}
          </Button>
        </div>
      ))}
    </article>
  );
}

/** Which thresholds, from what to what. */
export function ChangeList({ changes }: { changes: ChangeView['changes'] }) {
  const { language } = useLanguage();
  const texts = useTable(tuningTexts);
  return (
    <ul className="mq-hits">
      {changes.map(({ name, key, from, to }) => (
        <li key={`${name}:${key}`}>
          {texts.detector[name] ?? name} · {numberWords[language][key] ?? key}{' '}
          <strong>{texts.replays.from(withUnit(key, from, language), withUnit(key, to, language))}</strong>
        </li>
      ))}
    </ul>
  );
}
