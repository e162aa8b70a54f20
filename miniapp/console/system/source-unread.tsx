import type { PullSourceView } from '../../../server/contract/pull-source-view.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';

/** Since when the whole list was not read in one go, so that nothing was taken back, why, and what mends it. */
export function SourceUnread({ unread }: { unread: NonNullable<PullSourceView['unread']> }) {
  const { unreadSince, reasons } = useTable(sourceTexts).list;
  const format = useFormat();
  const { why, todo } = reasons[unread.why];
  return (
    <p className="mq-warn">
      {unreadSince(unread.runs, format.dateTime(unread.sinceAt), why)} {todo}
    </p>
  );
}
