import { useRef, useState, type ComponentType } from 'react';
import type { CaseAction } from '../../../server/contract/case.ts';
import type { CaseView, SanctionView } from '../../../server/contract/views.ts';
import { hasEnded } from '../../parts/case-ended.ts';
import { useFormat } from '../../parts/format.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useLanguage } from '../../texts/language.tsx';
import { AppealForm } from './appeal-form.tsx';
import { KeepWords, type Words } from '../parts/kept-words.tsx';
import { UnsentWords } from './unsent-words.tsx';
import { Panel } from '../parts/panel.tsx';
import { ContactForm, ExecuteForm, TalkForm, UnmaskForm } from './plain-forms.tsx';
import { ProposeForm } from './propose-form.tsx';
import { CloseForm, ExtendForm, ResumeForm, RevokeForm } from './reason-form.tsx';
import { templatesFor } from './templates.ts';
import type { CaseTemplates } from './templates.ts';
import { VerifyForm } from './verify-form.tsx';
import { WaitForm } from './wait-form.tsx';

/** Runs one action, says how it went, and shows the case as it is afterwards. */
export type Act = (work: () => Promise<unknown>) => Promise<void>;
/** `sanction` is there for HR once it has loaded. */
export type ActionProps = {
  view: CaseView;
  sanction?: SanctionView | undefined;
  templates: CaseTemplates;
  act: Act;
  reload: () => Promise<void>;
};

type Forms = readonly (readonly [CaseAction, ComponentType<ActionProps>])[];
const forms: Forms = [
  ['resume', ResumeForm],
  ['contact', ContactForm],
  ['verify', VerifyForm],
  ['propose', ProposeForm],
  ['execute', ExecuteForm],
  ['decide_appeal', AppealForm],
  ['talk', TalkForm],
  ['close', CloseForm],
];
const revoke: Forms = [['revoke', RevokeForm]];
/** What is seldom needed stays folded away. */
const rare: Forms = [
  ['extend', ExtendForm],
  ['wait', WaitForm],
  ['ask_unmask', UnmaskForm],
];

/** Only what the server says the reader may do now. */
export function CaseActions({ view, sanction, act, reload }: Omit<ActionProps, 'templates'>) {
  const { language } = useLanguage();
  const texts = useConsoleTexts();
  const format = useFormat();
  const [unsent, setUnsent] = useState<readonly Words[]>([]);
  const keep = (words: readonly Words[]): void => setUnsent((before) => [...before, ...words]);
  const templates = templatesFor(view, { texts, language, day: format.day(view.finding.startAt) });
  const shown = (all: Forms) =>
    all
      .filter(([action]) => view.actions.includes(action))
      .map(([action, Form]) => (
        <OneForm key={action} {...{ Form, view, sanction, templates, reload, act }} onGone={keep} />
      ));
  const isGroundGone = view.takeBack?.groundFellAt !== undefined;
  const open = shown(isGroundGone ? [...revoke, ...forms] : forms);
  const folded = shown(isGroundGone ? rare : [...rare, ...revoke]);
  const isIdle = open.length + folded.length === 0;
  return (
    <>
      {(isIdle || view.approvalAsk) && (
        <Panel title={texts.console.actions}>
          <Nothing ask={view.approvalAsk} />
        </Panel>
      )}
      <UnsentWords words={unsent} onDrop={() => setUnsent([])} />
      {open}
      {folded.length > 0 && (
        <details className="mq-more" open={open.length === 0 && !hasEnded(view)}>
          <summary>{texts.consoleCase.more}</summary>
          {folded}
        </details>
      )}
    </>
  );
}

type OneFormProps = ActionProps & {
  Form: ComponentType<ActionProps>;
  onGone: (words: readonly Words[]) => void;
};

/** A form whose words are handed on when another step takes it away before they were sent. */
function OneForm({ Form, onGone, act, ...props }: OneFormProps) {
  const sent = useRef<() => void>(() => undefined);
  const acting: Act = (work) =>
    act(async () => {
      await work();
      sent.current();
    });
  return (
    <KeepWords onGone={onGone} sent={sent}>
      <Form {...props} act={acting} />
    </KeepWords>
  );
}

/** Approvals are answered in the chat app: whoever is asked, or waits, must not read that nothing is to be done. */
function Nothing({ ask }: { ask: CaseView['approvalAsk'] }) {
  const { console: texts } = useConsoleTexts();
  const format = useFormat();
  if (ask?.isYours) return <p>{texts.decideInChat}</p>;
  return <p className="mq-muted">{ask ? texts.waitsForChat(format.list(ask.approvers)) : texts.noActions}</p>;
}
