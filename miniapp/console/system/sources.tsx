import { Button } from 'antd-mobile';
import { useCallback, useEffect, useRef, useState } from 'react';
import { pullBodyOf, type PullSourceBody } from '../../../server/contract/pull-source.ts';
import type { PullKindFields, PullSourceView } from '../../../server/contract/pull-source-view.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { draftOf, newDraft } from './source-draft.ts';
import { SourceFailing } from './source-failing.tsx';
import { SourceForm } from './source-form.tsx';
import { SourceUnread } from './source-unread.tsx';
import { SourceWaiting } from './source-waiting.tsx';
import { systemApi } from './system-api.ts';
import { useSave } from '../parts/use-save.ts';

/** Other systems that are asked for records. */
export function SourcePage() {
  const texts = useTable(sourceTexts);
  const loaded = useLoad(() => systemApi.sources(), 'sources');
  const soon = useReloadSoon(loaded.reload);
  const act = useSave(soon);
  // A form for the next one begins empty.
  const [made, setMade] = useState(0);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const { sources, fields } = loaded.data;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-muted">{texts.intro}</p>
        <Button size="small" onClick={() => void loaded.reload()}>
          {texts.refresh}
        </Button>
      </header>
      <div className="mq-column">
        {sources.length === 0 && <p>{texts.none}</p>}
        {sources.map((source) => (
          <Source key={source.id} source={source} known={fields} reload={soon} />
        ))}
        <Panel title={texts.add}>
          <SourceForm
            key={`new-${made}`}
            start={newDraft(fields)}
            known={fields}
            button={texts.create}
            onSave={async (body) =>
              (await act(() => systemApi.createSource(body))) && (setMade(made + 1), true)
            }
          />
        </Panel>
      </div>
    </>
  );
}

/** Seconds after a change at which a short pull has ended. */
const LOOKS_S = [2, 5, 10];

/** Loads now and a few times more: what was asked for is done by somebody else meanwhile. */
function useReloadSoon(reload: () => Promise<void>): () => Promise<void> {
  const timers = useRef<number[]>([]);
  const stop = useCallback((): void => timers.current.splice(0).forEach((timer) => clearTimeout(timer)), []);
  useEffect(() => stop, [stop]);
  return useCallback(async () => {
    stop();
    timers.current = LOOKS_S.map((second) => window.setTimeout(() => void reload(), second * 1_000));
    await reload();
  }, [reload, stop]);
}

type SourceProps = { source: PullSourceView; known: PullKindFields; reload: () => Promise<void> };

function Source({ source, known, reload }: SourceProps) {
  const texts = useTable(sourceTexts);
  const { language } = useLanguage();
  const [isEdited, setEdited] = useState(false);
  const act = useSave(reload);
  const { id, name, kind, url, isOn, version, last } = source;
  const change = (body: PullSourceBody, on: boolean): Promise<boolean> =>
    act(() => systemApi.changeSource(id, { ...body, isOn: on, version }));
  const remove = async (): Promise<void> => {
    const isSure = await askSure({
      content: texts.sure(name),
      confirmText: texts.remove,
      cancelText: texts.cancel,
    });
    if (isSure) await act(() => systemApi.deleteSource(id));
  };
  return (
    <Panel title={name} extra={texts.kinds[kind]}>
      <p>
        <Tag tone={isOn ? 'granted' : ''}>{isOn ? texts.on : texts.off}</Tag>{' '}
        <code className="mq-secret">{url}</code>
      </p>
      <How source={source} />
      {source.waiting && (
        <SourceWaiting waiting={source.waiting} onConfirm={(run) => act(() => systemApi.takeBack(id, run))} />
      )}
      {isEdited ? (
        <SourceForm
          start={draftOf(source, known)}
          known={known}
          id={id}
          button={texts.save}
          onSave={async (body) => (await change(body, isOn)) && (setEdited(false), true)}
          onCancel={() => setEdited(false)}
        />
      ) : (
        <div className="mq-reason-foot">
          <Button
            size="small"
            color="primary"
            disabled={!isOn}
            onClick={() => void act(() => systemApi.pullNow(id))}
          >
            {texts.pull}
          </Button>
          <Button size="small" onClick={() => setEdited(true)}>
            {texts.edit}
          </Button>
          <Button size="small" onClick={() => void change(pullBodyOf(source), !isOn)}>
            {isOn ? texts.pause : texts.resume}
          </Button>
          <Button size="small" onClick={() => void remove()}>
            {texts.remove}
          </Button>
          {last?.hasReport === true && (
            <a href={systemApi.sourceReportUrl(id, language)} download>
              {texts.report}
            </a>
          )}
        </div>
      )}
    </Panel>
  );
}

/** How the last pull went, what is under way, and when the next is. */
function How({
  source: { running, last, failing, unread, nextAt, createdBy, createdAt },
}: {
  source: PullSourceView;
}) {
  const texts = useTable(sourceTexts);
  const format = useFormat();
  return (
    <>
      {failing && <SourceFailing failing={failing} />}
      {unread && <SourceUnread unread={unread} />}
      {running && (
        <p role="status">
          {texts.running(format.dateTime(running.startedAt), running.pages, texts.counts(running))}
        </p>
      )}
      <p>{last ? texts.last(format.dateTime(last.endedAt), last.pages, texts.counts(last)) : texts.never}</p>
      <p className="mq-muted">
        {nextAt && `${texts.nextAt(format.dateTime(nextAt))} · `}
        {texts.by(createdBy, format.dateTime(createdAt))}
      </p>
    </>
  );
}
