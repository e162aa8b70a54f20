import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTable } from '../../texts/language.tsx';
import { consoleLettersTexts } from '../../texts/screens/console-letters.ts';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { Choice, Note } from '../parts/action-panel.tsx';
import { Field } from '../parts/field.tsx';
import { LegalForm, TimeField } from './legal-form.tsx';
import { letterBody, pathsWithGrounds, type LetterDraft } from './letter-body.ts';
import { sanctionApi } from './sanction-api.ts';
import type { LegalProps } from './sanction-panel.tsx';

const EMPTY: LetterDraft = {
  otherEmployer: '',
  day: '',
  heldAt: '',
  place: '',
  people: '',
  text: '',
  receiver: '',
};
const NOTE_MAX = 300;
const RECORD_MAX = 4000;
const REASON_MAX = 1000;

/** Makes a letter whose time has come; it needs the name to be open. */
export function LetterForm({ view, sanction, reload }: LegalProps) {
  const texts = useTable(consoleLettersTexts);
  const { missing } = useTable(consoleSanctionTexts);
  const sure = useTable(sureTexts).letter;
  const [draft, setDraft] = useState(EMPTY);
  const kinds = sanction.dueLetters;
  const body = letterBody(draft, sanction.firstDays);
  const isNamed = view.personName !== undefined;
  if (kinds.length === 0) return <p className="mq-muted">{texts.noneDue}</p>;
  return (
    <LegalForm
      title={texts.make}
      {...(!isNamed && { hint: missing['name_closed'] ?? '' })}
      button={texts.makeButton}
      ready={isNamed && body !== undefined}
      sure={sure}
      submit={async () => body && sanctionApi.makeLetter(view.id, body)}
      onDone={async () => {
        setDraft(EMPTY);
        await reload();
      }}
    >
      <Choice
        label={texts.kindLabel}
        options={kinds.map((value) => ({ value, label: texts.kind[value] }))}
        value={draft.kind}
        onChange={(kind) => setDraft({ ...draft, kind })}
      />
      <LetterFields draft={draft} set={(change) => setDraft({ ...draft, ...change })} sanction={sanction} />
    </LegalForm>
  );
}

type FieldsProps = Pick<LegalProps, 'sanction'> & {
  draft: LetterDraft;
  set: (change: Partial<LetterDraft>) => void;
};

/** What a kind of letter needs besides the facts of its case. */
function LetterFields({ draft, set, sanction }: FieldsProps): ReactNode {
  const texts = useTable(consoleLettersTexts);
  const line = (key: 'otherEmployer' | 'place' | 'people' | 'receiver') => (
    <Field label={texts[key]} value={draft[key]} max={NOTE_MAX} onChange={(value) => set({ [key]: value })} />
  );
  const day = (label: string, min?: string) => (
    <>
      <Field
        label={label}
        type="date"
        min={min}
        value={draft.day}
        onChange={(value) => set({ day: value })}
      />
      {min !== undefined && <p className="mq-muted">{texts.notBefore(min)}</p>}
    </>
  );
  const text = (label: string, max: number) => (
    <Note label={label} value={draft.text} max={max} rows={5} onChange={(value) => set({ text: value })} />
  );
  switch (draft.kind) {
    case 'demand':
      return [line('otherEmployer'), day(texts.deadlineDay, sanction.firstDays?.demand)].map(keyed);
    case 'interview':
      return [
        <TimeField
          key="at"
          label={texts.heldAt}
          value={draft.heldAt}
          onChange={(heldAt) => set({ heldAt })}
        />,
        line('place'),
        line('people'),
        text(texts.interviewRecord, RECORD_MAX),
      ].map(keyed);
    case 'termination':
      return day(texts.effectiveDay, sanction.firstDays?.termination);
    case 'union_notice':
      return [
        <PathPick key="path" {...{ draft, set, sanction }} />,
        text(texts.unionReason, REASON_MAX),
        day(texts.replyDay, sanction.firstDays?.unionReply),
      ].map(keyed);
    case 'employer_notice':
      return line('receiver');
    case 'decision':
    case 'revocation':
    case undefined:
      break;
  }
  return null;
}

const keyed = (node: ReactNode, index: number) => <div key={index}>{node}</div>;

function PathPick({ draft, set, sanction }: FieldsProps) {
  const texts = useTable(consoleLettersTexts);
  const { pathShort } = useTable(consoleSanctionTexts);
  return (
    <Choice
      label={texts.unionPath}
      options={pathsWithGrounds(sanction).map((value) => ({ value, label: pathShort[value] }))}
      value={draft.path}
      onChange={(path) => set({ path })}
    />
  );
}
