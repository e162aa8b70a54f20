import { forgetTyped } from '../parts/leave-guard.ts';
import { Button, ProgressBar, Toast } from 'antd-mobile';
import { useEffect, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { ReplayView } from '../../../server/contract/views.ts';
import { describeFault } from '../../parts/fault.ts';
import { goTo } from '../../parts/hash.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { tuningTexts } from '../../texts/screens/tuning.ts';
import { tuningApi } from '../../tuning-api.ts';
import { ActionPanel, isReason, Note } from '../parts/action-panel.tsx';
import { ChangeList } from './changes.tsx';
import { Failed } from '../parts/failed.tsx';
import { HiddenTitle } from '../parts/hidden-title.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { ReplayEffect } from './replay-effect.tsx';
import './tuning.css';

const POLL_MS = 2000;

/** One replay: how far it is, then what it found; a draft may be put up for signing from here. */
export function ReplayPage({ id, isAuthor }: { id: string; isAuthor: boolean }) {
  const texts = useTable(tuningTexts).replays;
  const loaded = useLoad(() => tuningApi.replay(id), id);
  const { data, reload } = loaded;
  const isUnderWay = data?.status === 'waiting' || data?.status === 'running';
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void reload(), POLL_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, reload]);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void reload()} />;
  if (!data) return <Loading />;
  const mayPropose = isAuthor && data.status === 'done' && !data.isStale && data.changes.length > 0;
  return (
    <div className="mq-column">
      <HiddenTitle title={`${texts.title} ${texts.span(data.fromDay, data.toDay)}`} />
      <Panel title={texts.draft} extra={texts.span(data.fromDay, data.toDay)}>
        <Button size="mini" onClick={() => goTo(data.ruleId === undefined ? '/tuning' : '/rules')}>
          {texts.back}
        </Button>
        {data.ruleId !== undefined && <p>{texts.forRule}</p>}
        <ChangeList changes={data.changes} />
        {data.isStale && <p className="mq-warn">{texts.stale}</p>}
        {data.status !== 'done' && <Progress replay={data} />}
      </Panel>
      {data.result && <ReplayEffect result={data.result} />}
      {mayPropose && data.ruleId === undefined && <Propose replayId={id} />}
    </div>
  );
}

function Progress({ replay }: { replay: ReplayView }) {
  const texts = useTable(tuningTexts).replays;
  const { status, done, of } = replay;
  return (
    <div role="status">
      <p>
        <Tag tone={status === 'failed' ? 'overdue' : 'soon'}>{texts.status[status]}</Tag>{' '}
        {texts.progress(done, of)}
      </p>
      <ProgressBar percent={of === 0 ? 0 : (100 * done) / of} />
    </div>
  );
}

function Propose({ replayId }: { replayId: string }) {
  const texts = useTable(tuningTexts).replays;
  const shared = useTexts();
  const [reason, setReason] = useState('');
  const [id] = useState(() => uuidv7());
  const submit = async (): Promise<void> => {
    try {
      await tuningApi.propose({ id, replayId, reason });
      Toast.show(texts.submitted);
      forgetTyped();
      goTo('/tuning');
    } catch (error) {
      Toast.show(describeFault(error, shared));
    }
  };
  return (
    <ActionPanel
      title={texts.propose}
      hint={texts.proposeHint}
      button={texts.propose}
      ready={isReason(reason)}
      onSubmit={submit}
    >
      <Note label={texts.reason} value={reason} max={1000} onChange={setReason} />
    </ActionPanel>
  );
}
