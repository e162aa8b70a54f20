import { PolicySectionKeySchema } from '../../../server/contract/policy.ts';
import type { PolicyDraftBody, PolicyDraftView, PolicySectionKey } from '../../../server/contract/policy.ts';
import { api } from '../../api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { useTable } from '../../texts/language.tsx';
import { Note } from '../parts/action-panel.tsx';
import { ConsultationForm } from './consultation-form.tsx';
import { Failed } from '../parts/failed.tsx';
import { LineField } from '../parts/line-field.tsx';
import { LadderEditor } from './ladder-editor.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { Back } from './policy-diff.tsx';
import { PolicyImport } from './policy-import.tsx';
import { usePolicyEdits } from './policy-edits.ts';
import { PublishPanel } from './publish-panel.tsx';

/** The next version: text, ladder, consultation, first day; what is missing is said beside the button. */
export function PolicyEditor() {
  const loaded = useLoad(() => api.policyDraft(), 'policy-draft');
  const view = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return <Editor view={view} reload={loaded.reload} />;
}

function Editor({ view, reload }: { view: PolicyDraftView; reload: () => Promise<void> }) {
  const { editor: texts } = useTable(consoleRuleTexts);
  const edits = usePolicyEdits(view.draft);
  const { draft, change } = edits;
  return (
    <>
      <Back title={texts.title} />
      <div className="mq-editor">
        <div className="mq-column">
          <PolicyImport onImport={change} sections={draft.sections} />
          <Panel title={texts.sections}>
            <div className="mq-action" data-kept>
              <LineField label={texts.name} value={draft.title} onChange={(title) => change({ title })} />
              <Sections draft={draft} onChange={(sections) => change({ sections })} />
              <Note
                label={texts.english}
                value={draft.english ?? ''}
                max={60_000}
                rows={6}
                onChange={(english) => change({ english })}
              />
            </div>
          </Panel>
        </div>
        <div className="mq-column mq-sticky" data-kept>
          <PublishPanel view={view} edits={edits} reload={reload} />
          <ConsultationForm
            value={draft.consultation}
            onChange={(consultation) => change({ consultation })}
          />
          <LadderEditor
            value={draft.ladder}
            regions={view.regions}
            onChange={(ladder) => change({ ladder })}
          />
        </div>
      </div>
    </>
  );
}

function Sections({
  draft: { sections },
  onChange,
}: {
  draft: PolicyDraftBody;
  onChange: (sections: PolicyDraftBody['sections']) => void;
}) {
  const { sections: names } = useTable(consoleRuleTexts);
  const keys = PolicySectionKeySchema.options;
  const write = (key: PolicySectionKey, text: string): void => {
    const known = sections.find((one) => one.key === key);
    const next = { key, title: known?.title ?? names[key], text };
    onChange(keys.flatMap((one) => (one === key ? next : (sections.find((own) => own.key === one) ?? []))));
  };
  return keys.map((key) => {
    const section = sections.find((one) => one.key === key);
    return (
      <Note
        key={key}
        label={section ? `${section.title} · ${names[key]}` : names[key]}
        value={section?.text ?? ''}
        max={8000}
        rows={6}
        onChange={(text) => write(key, text)}
      />
    );
  });
}
