import { Button, Input, TextArea, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { DeclarationBody } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { Choices } from '../../parts/choices.tsx';
import { describeFault } from '../../parts/fault.ts';
import { useTexts } from '../../texts/language.tsx';
import { Page } from '../page.tsx';
import { PlacePicker } from './place-picker.tsx';
import { useSession } from '../session.ts';

const kinds = ['employed', 'platform_gig', 'self_employed', 'family_help'] as const;
const YEAR_MS = 364 * 86_400_000;

type Draft = Omit<DeclarationBody, 'id' | 'placeExternalId'> & { placeExternalId?: string | undefined };

export function Declare() {
  const all = useTexts();
  const texts = all.phone.declarations;
  const { clock, today } = useSession();
  const firstDay = today.get()?.day ?? new Date(clock.nowMs()).toISOString().slice(0, 10);
  const [draft, setDraft] = useState<Draft>({
    kind: 'platform_gig',
    weekdays: [],
    startTime: '19:00',
    endTime: '22:00',
    fromDay: firstDay,
    toDay: new Date(Date.parse(firstDay) + YEAR_MS).toISOString().slice(0, 10),
  });
  const [busy, setBusy] = useState(false);
  const id = useRef(uuidv7());
  const fault = faultOf(draft, texts);

  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.declare(trimmed({ ...draft, id: id.current }));
      Toast.show({ icon: 'success', content: texts.submitted });
      location.replace('#/declarations');
    } catch (error) {
      Toast.show({ content: describeFault(error, all) });
    }
    setBusy(false);
  };

  return (
    <Page title={texts.add}>
      <DeclareFields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
      <div className="mq-foot">
        {fault && <p className="mq-muted">{fault}</p>}
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

function DeclareFields({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const all = useTexts();
  const texts = all.phone.declarations;
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
        <h3>{texts.employer}</h3>
        <Input value={draft.employer ?? ''} maxLength={80} onChange={(employer) => onChange({ employer })} />
      </label>
      <PlacePicker onPick={(place) => onChange({ placeExternalId: place?.id })} />
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
            <h3>{label}</h3>
            <input
              type={type}
              value={draft[name]}
              onChange={(event) => onChange({ [name]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <label>
        <h3>{texts.note}</h3>
        <TextArea value={draft.note ?? ''} rows={2} maxLength={500} onChange={(note) => onChange({ note })} />
      </label>
    </section>
  );
}

function faultOf(draft: Draft, texts: { needWeekday: string; badDays: string }): string | undefined {
  if (draft.weekdays.length === 0) return texts.needWeekday;
  return draft.fromDay && draft.toDay && draft.toDay >= draft.fromDay ? undefined : texts.badDays;
}

/** Empty optional fields are left out, not sent as empty words. */
function trimmed({ employer, note, placeExternalId, ...rest }: Draft & { id: string }): DeclarationBody {
  return {
    ...rest,
    ...(placeExternalId ? { placeExternalId } : {}),
    ...(employer?.trim() ? { employer: employer.trim() } : {}),
    ...(note?.trim() ? { note: note.trim() } : {}),
  };
}

const toggled = (days: readonly number[], day: number): number[] =>
  days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort((a, b) => a - b);
