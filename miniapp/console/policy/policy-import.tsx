import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { ImportedPolicy, PolicyDraftBody } from '../../../server/contract/policy.ts';
import { api } from '../../api.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { useTable } from '../../texts/language.tsx';
import { Note } from '../parts/action-panel.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSave } from '../parts/use-save.ts';

const MAX = 60_000;

/** A text the company has already, as Markdown; what was put where is said, and nothing is saved by it. */
export function PolicyImport({
  sections,
  onImport,
}: {
  sections: PolicyDraftBody['sections'];
  onImport: (part: Partial<PolicyDraftBody>) => void;
}) {
  const { editor: texts, sections: names } = useTable(consoleRuleTexts);
  const [markdown, setMarkdown] = useState('');
  const [found, setFound] = useState<ImportedPolicy>();
  const act = useSave(() => Promise.resolve());
  const run = async (): Promise<void> => {
    const imported = await api.importPolicy({ markdown });
    const kept = sections.filter(({ key }) => !imported.sections.some((one) => one.key === key));
    onImport({ ...(imported.title && { title: imported.title }), sections: [...imported.sections, ...kept] });
    setFound(imported);
  };
  const read = (file: File | undefined): void => {
    void file?.text().then((text) => setMarkdown(text.slice(0, MAX)));
  };
  return (
    <Panel title={texts.importTitle}>
      <div className="mq-action">
        <p className="mq-muted">{texts.importHint}</p>
        <label className="mq-note-field">
          {texts.importFile}
          <input
            type="file"
            accept=".md,.txt,text/markdown,text/plain"
            onChange={(event) => read(event.target.files?.[0])}
          />
        </label>
        <Note label="Markdown" value={markdown} max={MAX} rows={4} onChange={setMarkdown} />
        <Button disabled={markdown.trim() === ''} onClick={() => void act(run)}>
          {texts.importRun}
        </Button>
        {found && (
          <ul className="mq-evidence">
            {found.notes.map(({ heading, key }, index) => (
              <li key={index}>
                {key ? texts.importNote(heading, names[key]) : texts.importNowhere(heading)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
