import type { PullFailing } from '../../../server/contract/pull-source-view.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';

/** Since when a source fails, why, and what mends it. */
export function SourceFailing({ failing, name }: { failing: PullFailing; name?: string }) {
  const texts = useTable(sourceTexts);
  const format = useFormat();
  const { code, status, sinceAt, attempts } = failing;
  const { why, todo } = texts.faults.of[code];
  return (
    <p className="mq-warn">
      {name !== undefined && <b>{name} </b>}
      {texts.failed(format.dateTime(sinceAt), texts.faults.say(why, status), attempts)} {todo}
    </p>
  );
}
