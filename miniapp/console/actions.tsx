import type { ComponentType } from 'react';
import type { CaseAction } from '../../server/contract/case.ts';
import type { CaseView } from '../../server/contract/views.ts';
import { useFormat } from '../parts/format.tsx';
import { useLanguage } from '../texts/language.tsx';
import { Panel } from './panel.tsx';
import { ContactForm, ExecuteForm, TalkForm, UnmaskForm } from './plain-forms.tsx';
import { ProposeForm } from './propose-form.tsx';
import { templatesFor } from './templates.ts';
import type { CaseTemplates } from './templates.ts';
import { VerifyForm } from './verify-form.tsx';

/** Runs one action, says how it went, and shows the case as it is afterwards. */
export type Act = (work: () => Promise<unknown>) => Promise<void>;
export type ActionProps = { view: CaseView; templates: CaseTemplates; act: Act };

const forms: readonly (readonly [CaseAction, ComponentType<ActionProps>])[] = [
  ['contact', ContactForm],
  ['verify', VerifyForm],
  ['propose', ProposeForm],
  ['execute', ExecuteForm],
  ['talk', TalkForm],
  ['ask_unmask', UnmaskForm],
];

/** Only what the server says the reader may do now. */
export function CaseActions({ view, act }: { view: CaseView; act: Act }) {
  const { language, texts } = useLanguage();
  const format = useFormat();
  const templates = templatesFor(view, { texts, language, day: format.day(view.finding.startAt) });
  const open = forms.filter(([action]) => view.actions.includes(action));
  if (open.length === 0) {
    return (
      <Panel title={texts.console.actions}>
        <p className="mq-muted">{texts.console.noActions}</p>
      </Panel>
    );
  }
  return open.map(([action, Form]) => <Form key={action} view={view} templates={templates} act={act} />);
}
