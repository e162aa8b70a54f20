import { Button } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { CaseView } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { Note } from '../parts/action-panel.tsx';
import type { Act } from './actions.tsx';
import { Panel } from '../parts/panel.tsx';
import { BusyButton } from '../parts/busy-button.tsx';

const TEXT_MAX = 2000;

/** What HR and "the person of this case" wrote to each other, and the next message. */
export function MessagePanel({ view, act }: { view: CaseView; act: Act }) {
  const texts = useConsoleTexts().consoleCase.messages;
  const format = useFormat();
  return (
    <Panel title={texts.title}>
      {view.messages.length === 0 && (
        <p className="mq-muted">{view.personName === undefined ? texts.noneMasked : texts.none}</p>
      )}
      <ol className="mq-messages">
        {view.messages.map((message) => (
          <li key={message.id} className={message.own ? 'mq-message mq-message-own' : 'mq-message'}>
            <span className="mq-muted">
              {message.from === 'subject' && message.by === view.pseudonym ? texts.subject : message.by} ·{' '}
              {format.dateTime(message.at)}
            </span>
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      {view.actions.includes('message') && <MessageForm view={view} act={act} />}
      <p className="mq-muted">{texts.kept}</p>
    </Panel>
  );
}

function MessageForm({ view, act }: { view: CaseView; act: Act }) {
  const texts = useConsoleTexts().consoleCase.messages;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useRef(uuidv7());
  const send = async (): Promise<void> => {
    setBusy(true);
    await act(async () => {
      await api.message(view.id, { id: id.current, text: text.trim() });
      id.current = uuidv7();
      setText('');
    });
    setBusy(false);
  };
  return (
    <div className="mq-action">
      <Note label={texts.text} value={text} max={TEXT_MAX} onChange={setText} />
      <div className="mq-reason-foot">
        {texts.templates.map((template) => (
          <Button key={template.label} size="mini" onClick={() => setText(template.text)}>
            {template.label}
          </Button>
        ))}
      </div>
      <BusyButton
        color="primary"
        size="small"
        busy={busy}
        disabled={text.trim() === ''}
        onClick={() => void send()}
      >
        {texts.send}
      </BusyButton>
    </div>
  );
}
