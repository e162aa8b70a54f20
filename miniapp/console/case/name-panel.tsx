import type { CaseView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { Panel, Tag } from '../parts/panel.tsx';

/** Who asked to see the name and who answers, or who opened it, for what and until when. */
export function NamePanel({ view: { unmaskAsk: ask, unmask } }: { view: CaseView }) {
  const texts = useConsoleTexts().console.unmask;
  const format = useFormat();
  if (ask)
    return (
      <Panel title={texts.asked} extra={format.dateTime(ask.at)}>
        <Tag tone="open">{texts.waits(format.list(ask.approvers))}</Tag>
        <p className="mq-quote">{ask.purpose}</p>
        <p className="mq-muted">{texts.askedBy(ask.by, texts.forHours(ask.hours))}</p>
      </Panel>
    );
  if (!unmask) return null;
  return (
    <Panel title={texts.opened} extra={format.dateTime(unmask.at)}>
      <Tag tone="granted">{texts.until(format.dateTime(unmask.until))}</Tag>
      <p className="mq-quote">{unmask.purpose}</p>
      <p className="mq-muted">{texts.openedBy(unmask.askedBy, unmask.by)}</p>
    </Panel>
  );
}
