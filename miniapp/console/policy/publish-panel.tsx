import { Button } from 'antd-mobile';
import type { PolicyDraftBody, PolicyDraftView } from '../../../server/contract/policy.ts';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { useTable } from '../../texts/language.tsx';
import { LineField } from '../parts/line-field.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSave } from '../parts/use-save.ts';
import { useSure } from '../parts/use-sure.ts';
import type { PolicyEdits } from './policy-edits.ts';

type PublishProps = { view: PolicyDraftView; edits: PolicyEdits; reload: () => Promise<void> };

/** Saving and publishing, with what is missing before and what a lawyer should look at. */
export function PublishPanel({ view, edits, reload }: PublishProps) {
  const { editor: texts } = useTable(consoleRuleTexts);
  const act = useSave(reload);
  const { publish: next } = useTable(sureTexts);
  const isSure = useSure();
  const { draft, change } = edits;
  const save = async (): Promise<void> => {
    const saved = edits.sending();
    if (await act(() => api.savePolicyDraft(cleaned(draft)))) saved();
  };
  const publish = async (): Promise<void> => {
    if (!(await isSure(next, texts.publish))) return;
    if (await act(() => api.publishPolicy({ revision: view.draft.revision }), texts.published))
      location.assign('#/policy');
  };
  return (
    <Panel title={texts.title}>
      <div className="mq-action">
        <SavedState view={view} edits={edits} />
        <LineField label={texts.version} value={draft.version} onChange={(version) => change({ version })} />
        <LineField
          type="date"
          label={texts.effective}
          value={draft.effectiveDay ?? ''}
          onChange={(effectiveDay) => change({ effectiveDay })}
        />
        <Button block loading="auto" onClick={save}>
          {texts.save}
        </Button>
        <Findings view={view} />
        <p className="mq-muted">{view.mayPublish ? texts.publishHint : texts.onlyLead}</p>
        <Button
          block
          color="primary"
          disabled={
            !view.mayPublish || view.faults.length > 0 || edits.isUnsaved || view.draft.revision === 0
          }
          onClick={() => void publish()}
        >
          {texts.publish}
        </Button>
      </div>
    </Panel>
  );
}

/** Who saved last, and whether what stands in the fields is something else. */
function SavedState({ view, edits }: Omit<PublishProps, 'reload'>) {
  const { editor: texts } = useTable(consoleRuleTexts);
  const { discard: lost } = useTable(sureTexts);
  const format = useFormat();
  const isSure = useSure();
  const discard = async (): Promise<void> => {
    if (await isSure(lost, texts.discard)) edits.drop();
  };
  return (
    <>
      <p className="mq-muted">
        {view.editedAt ? texts.edited(view.editedBy ?? '', format.dateTime(view.editedAt)) : texts.fresh}
      </p>
      {edits.isUnsaved && (
        <>
          <p role="status">{edits.isOvertaken ? texts.overtaken : texts.unsaved}</p>
          <Button size="small" onClick={() => void discard()}>
            {texts.discard}
          </Button>
        </>
      )}
    </>
  );
}

function Findings({ view }: { view: PolicyDraftView }) {
  const { editor: texts, faults, cautions, sections, by } = useTable(consoleRuleTexts);
  return (
    <>
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
    </>
  );
}

/** Empty fields are left out, not sent as empty words. */
function cleaned({ effectiveDay, english, ...draft }: PolicyDraftBody): PolicyDraftBody {
  return {
    ...draft,
    sections: draft.sections.filter(({ text }) => text.trim() !== ''),
    ...(effectiveDay && { effectiveDay }),
    ...(english?.trim() && { english }),
  };
}
