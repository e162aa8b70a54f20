import { Button } from 'antd-mobile';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import type { Words } from '../parts/kept-words.tsx';
import { noteTyped } from '../parts/leave-guard.ts';
import { Panel } from '../parts/panel.tsx';

/** Copied or not, they are asked about before the page is left. */
const guarded = (field: HTMLTextAreaElement | null): void => {
  if (field) noteTyped(field);
};

/** What was written in a form that another step has taken away: to be copied, or dropped. */
export function UnsentWords({ words, onDrop }: { words: readonly Words[]; onDrop: () => void }) {
  const texts = useConsoleTexts().consoleCase.unsent;
  if (words.length === 0) return null;
  return (
    <Panel title={texts.title}>
      <div className="mq-action" role="status">
        <p className="mq-muted">{texts.hint}</p>
        {words.map(({ label, text }, index) => (
          <label key={index} className="mq-note-field">
            {label}
            <textarea className="mq-input" rows={4} readOnly value={text} ref={guarded} />
          </label>
        ))}
        <div>
          <Button size="mini" onClick={onDrop}>
            {texts.drop}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
