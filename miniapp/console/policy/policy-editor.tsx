import { Button } from 'antd-mobile';
import { useState } from 'react';
import { PolicySectionKeySchema } from '../../../server/contract/policy.ts';
import type { PolicyDraftBody, PolicyDraftView, PolicySectionKey } from '../../../server/contract/policy.ts';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { useTable } from '../../texts/language.tsx';
import { Note } from '../parts/action-panel.tsx';
import { ConsultationForm } from './consultation-form.tsx';
import { Failed } from '../parts/failed.tsx';
import { LineField } from '../parts/line-field.tsx';
import { LadderEditor } from './ladder-editor.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { Back } from './policy-diff.tsx';
import { PolicyImport } from './policy-import.tsx';
import { useSave } from '../parts/use-save.ts';
import { useSure } from '../parts/use-sure.ts';

/** The next version: text, ladder, consultation, first day; what is missing is said beside the button. */
export function PolicyEditor() {
  const loaded = useLoad(() => api.policyDraft(), 'policy-draft');
  const view = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return <Editor key={view.draft.revision} view={view} reload={loaded.reload} />;
}

function Editor({ view, reload }: { view: PolicyDraftView; reload: () => Promise<void> }) {
  const { editor: texts } = useTable(consoleRuleTexts);
  const [draft, setDraft] = useState<PolicyDraftBody>(view.draft);
  const change = (part: Partial<PolicyDraftBody>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <>
      <Back />
      <div className="mq-editor">
        <div className="mq-column">
          <PolicyImport onImport={change} sections={draft.sections} />
          <Panel title={texts.sections}>
            <div className="mq-action">
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
        <div className="mq-column mq-sticky">
          <PublishPanel view={view} draft={draft} onChange={change} reload={reload} />
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

type PublishProps = {
  view: PolicyDraftView;
  draft: PolicyDraftBody;
  onChange: (part: Partial<PolicyDraftBody>) => void;
  reload: () => Promise<void>;
};

function PublishPanel({ view, draft, onChange, reload }: PublishProps) {
  const { editor: texts, faults, cautions, sections, by } = useTable(consoleRuleTexts);
  const format = useFormat();
  const act = useSave(reload);
  const { publish: next } = useTable(sureTexts);
  const isSure = useSure();
  const publish = async (): Promise<void> => {
    if (!(await isSure(next, texts.publish))) return;
    if (await act(() => api.publishPolicy({ revision: view.draft.revision }))) location.assign('#/policy');
  };
  const isSaved = JSON.stringify(draft) === JSON.stringify(view.draft) && view.draft.revision > 0;
  return (
    <Panel title={texts.title}>
      <div className="mq-action">
        <p className="mq-muted">
          {view.editedAt ? texts.edited(...editorOf(view, format.dateTime(view.editedAt))) : texts.fresh}
        </p>
        <LineField
          label={texts.version}
          value={draft.version}
          onChange={(version) => onChange({ version })}
        />
        <LineField
          type="date"
          label={texts.effective}
          value={draft.effectiveDay ?? ''}
          onChange={(effectiveDay) => onChange({ effectiveDay })}
        />
        <Button block onClick={() => void act(() => api.savePolicyDraft(cleaned(draft)))}>
          {texts.save}
        </Button>
        {view.faults.length > 0 && <p>{texts.missing}</p>}
        {view.faults.length === 0 && <p className="mq-tag mq-tag-granted">{texts.ready}</p>}
        <ul className="mq-evidence">
          {view.faults.map(({ code, section }) => (
            <li key={`${code}${section ?? ''}`}>
              {faults[code]}
              {section && by(' ', sections[section])}
            </li>
          ))}
        </ul>
        {view.cautions.length > 0 && <p className="mq-muted">{texts.cautions}</p>}
        <ul className="mq-evidence mq-muted">
          {view.cautions.map((code) => (
            <li key={code}>{cautions[code]}</li>
          ))}
        </ul>
        <p className="mq-muted">{view.mayPublish ? texts.publishHint : texts.onlyLead}</p>
        <Button
          block
          color="primary"
          disabled={!view.mayPublish || view.faults.length > 0 || !isSaved}
          onClick={() => void publish()}
        >
          {texts.publish}
        </Button>
      </div>
    </Panel>
  );
}

const editorOf = ({ editedBy = '' }: PolicyDraftView, when: string): [string, string] => [editedBy, when];

/** Empty fields are left out, not sent as empty words. */
function cleaned({ effectiveDay, english, ...draft }: PolicyDraftBody): PolicyDraftBody {
  return {
    ...draft,
    sections: draft.sections.filter(({ text }) => text.trim() !== ''),
    ...(effectiveDay && { effectiveDay }),
    ...(english?.trim() && { english }),
  };
}
