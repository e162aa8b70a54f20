import { Button } from 'antd-mobile';
import type { PullSourceView } from '../../../server/contract/pull-source-view.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';

/** So much is gone from a list that a person has to say that it goes here too. */
export function SourceWaiting({
  waiting: { run, at, count, all, isConfirmed },
  onConfirm,
}: {
  waiting: NonNullable<PullSourceView['waiting']>;
  onConfirm: (run: number) => Promise<unknown>;
}) {
  const texts = useTable(sourceTexts);
  const format = useFormat();
  if (isConfirmed) return <p role="status">{texts.goingNow(count)}</p>;
  return (
    <div role="status">
      <p className="mq-warn">{texts.waiting(format.dateTime(at), count, all)}</p>
      <div className="mq-reason-foot">
        <Button size="small" color="danger" onClick={() => void onConfirm(run)}>
          {texts.confirm(count)}
        </Button>
      </div>
    </div>
  );
}
