import { Button, Input, TextArea, Toast } from 'antd-mobile';
import { useId, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ApiError } from '../../api-call.ts';
import { api } from '../../api.ts';
import { Choices } from '../../parts/choices.tsx';
import { DraftBack } from '../../parts/draft-back.tsx';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { DraftContext, useDraft } from '../../parts/use-draft.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { declarationTexts } from '../../texts/screens/declaration.ts';
import { shiftOverlapTexts } from '../../texts/screens/shift-overlap.ts';
import type { Texts } from '../../texts/zh.ts';
import { Page } from '../page.tsx';
import { dayIn } from '../company-day.ts';
import { draftsOf } from '../drafts.ts';
import {
  bodyOf,
  draftOf,
  endsNextDay,
  faultIn,
  hoursOf,
  keptOf,
  type DeclareDraft,
} from './declare-draft.ts';
import { PlacePicker } from './place-picker.tsx';
import { ShiftOverlaps, useShiftOverlaps } from './shift-overlaps.tsx';
import { useSession } from '../session.ts';

const kinds = ['employed', 'platform_gig', 'self_employed', 'family_help'] as const;
const YEAR_MS = 364 * 86_400_000;

/** A side job to declare, kept on the phone until it is sent. */
export function Declare() {
  return (
    <DraftContext.Provider value={draftsOf(useSession())}>
      <DeclareForm />
    </DraftContext.Provider>
  );
}

/** A declaration whose reply was lost is sent again under the same id. */
const emptyFor = (firstDay: string) => ({
  id: uuidv7(),
  ...keptOf({
    kind: 'platform_gig',
    employer: '',
    weekdays: [],
    startTime: '19:00',
    endTime: '22:00',
    fromDay: firstDay,
    toDay: new Date(Date.parse(firstDay) + YEAR_MS).toISOString().slice(0, 10),
    note: '',
  }),
});

function DeclareForm() {
  const all = useTexts();
  const texts = all.phone.declarations;
  const firstDay = dayIn(useSession().me.timeZone);
  const [empty] = useState(() => emptyFor(firstDay));
  const { fields, change, clear, isBack } = useDraft('declare', empty);
  const draft = draftOf(fields);
  const [busy, setBusy] = useState(false);
  const fault = faultIn(draft);
  const faultId = useId();
  const overlaps = useShiftOverlaps(fault ? undefined : hoursOf(draft));
  const { hint } = useTable(shiftOverlapTexts);

  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.declare(bodyOf(draft, fields.id));
      clear(emptyFor(firstDay));
      Toast.show({ icon: 'success', content: texts.submitted });
      location.replace('#/declarations');
    } catch (error) {
      // It came through before, with other words: what stands here now is another declaration.
      if (error instanceof ApiError && error.code === 'declaration_conflict') change({ id: uuidv7() });
      Toast.show(toRead(describeFault(error, all, namesOf(texts))));
    }
    setBusy(false);
  };

  return (
    <Page title={texts.add}>
      {isBack && (
        <div className="mq-intro">
          <DraftBack />
        </div>
      )}
      <DeclareFields
        draft={draft}
        wrong={fault && { field: fault.field, id: faultId }}
        onChange={(part) => change(keptOf({ ...draft, ...part }))}
      />
      <div className="mq-foot">
        <div role="status">
          <ShiftOverlaps overlaps={overlaps} hint={hint} />
        </div>
        <p id={faultId} className="mq-muted" role="status">
          {fault && texts[fault.word]}
        </p>
        <Button
          block
          color="primary"
          loading={busy}
          disabled={fault !== undefined}
          onClick={() => void submit()}
        >
          {texts.submit}
        </Button>
      </div>
    </Page>
  );
}

type FieldsProps = Readonly<{
  draft: DeclareDraft;
  /** The field that is wrong, and the id of the words that say why. */
  wrong: Readonly<{ field: string; id: string }> | undefined;
  onChange: (change: Partial<DeclareDraft>) => void;
}>;

function DeclareFields({ draft, wrong, onChange }: FieldsProps) {
  const all = useTexts();
  const texts = all.phone.declarations;
  const words = useTable(declarationTexts);
  const timed = [
    ['startTime', 'time', texts.from],
    ['endTime', 'time', texts.to],
    ['fromDay', 'date', texts.fromDay],
    ['toDay', 'date', texts.toDay],
  ] as const;
  return (
    <section className="mq-card mq-form">
      <Choices
        legend={texts.kind}
        columns={2}
        options={kinds.map((value) => ({ value, label: all.words.declarationKind[value] }))}
        picked={[draft.kind]}
        onPick={(kind) => onChange({ kind })}
      />
      <label>
        <strong className="mq-field-name">{texts.employer}</strong>
        <Input value={draft.employer} maxLength={80} onChange={(employer) => onChange({ employer })} />
      </label>
      <PlacePicker picked={draft.place} onPick={(place) => onChange({ place })} />
      <Choices
        legend={texts.weekdays}
        multiple
        columns={7}
        options={all.words.weekday.map((label, index) => ({ value: index + 1, label }))}
        picked={draft.weekdays}
        onPick={(day) => onChange({ weekdays: toggled(draft.weekdays, day) })}
      />
      <div className="mq-form-grid">
        {timed.map(([name, type, label]) => (
          <label key={name}>
            <strong className="mq-field-name">{label}</strong>
            <input
              type={type}
              value={draft[name]}
              aria-invalid={wrong?.field === name}
              aria-describedby={wrong?.field === name ? wrong.id : undefined}
              onChange={(event) => onChange({ [name]: event.target.value })}
            />
            {name === 'endTime' && endsNextDay(draft) && (
              <span className="mq-muted">{words.endsNextDay}</span>
            )}
          </label>
        ))}
      </div>
      <label>
        <strong className="mq-field-name">{texts.note}</strong>
        <TextArea value={draft.note} rows={2} maxLength={500} onChange={(note) => onChange({ note })} />
      </label>
    </section>
  );
}

/** What the form calls the fields it sends, for what the server says of them. */
const namesOf = (texts: Texts['phone']['declarations']) => ({
  employer: texts.employer,
  weekdays: texts.weekdays,
  startTime: texts.from,
  endTime: texts.to,
  fromDay: texts.fromDay,
  toDay: texts.toDay,
  note: texts.note,
});

const toggled = (days: readonly number[], day: number): number[] =>
  days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort((a, b) => a - b);
