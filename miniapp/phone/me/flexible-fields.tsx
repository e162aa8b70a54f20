import { TextArea } from 'antd-mobile';
import { useId } from 'react';
import { FlexibleReasonSchema, type FlexibleFault } from '../../../server/contract/flexible.ts';
import { Choices } from '../../parts/choices.tsx';
import { useFormat } from '../../parts/format.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { flexibleTexts } from '../../texts/screens/flexible.ts';
import type { FlexibleDraft } from './flexible-draft.ts';

type Field = FlexibleFault['field'];
type Props = Readonly<{
  draft: FlexibleDraft;
  faults: readonly FlexibleFault[];
  onChange: (change: Partial<FlexibleDraft>) => void;
}>;

/** Days, hours and reason; what is in the way stands at its field. */
export function FlexibleFields(props: Props) {
  const texts = useTable(flexibleTexts);
  const { draft, onChange } = props;
  return (
    <>
      <section className="mq-card mq-form">
        <Choices
          legend={texts.form.which}
          columns={2}
          options={(['once', 'weekly'] as const).map((value) => ({ value, label: texts.form.modes[value] }))}
          picked={[draft.mode]}
          onPick={(mode) => onChange({ mode })}
        />
        {draft.mode === 'once' ? <OneDay {...props} /> : <Weekly {...props} />}
        <div className="mq-form-grid">
          <Timed {...props} name="startTime" type="time" label={texts.form.from} fields={['startTime']} />
          <Timed {...props} name="endTime" type="time" label={texts.form.to} fields={['endTime']} />
        </div>
        {draft.endTime !== '' && draft.endTime <= draft.startTime && (
          <p className="mq-muted">{texts.form.nextDay}</p>
        )}
      </section>
      <Why draft={draft} onChange={onChange} />
    </>
  );
}

function OneDay(props: Props) {
  const { form } = useTable(flexibleTexts);
  return (
    <Timed {...props} name="fromDay" type="date" label={form.day} fields={['fromDay', 'toDay', 'weekdays']} />
  );
}

function Weekly(props: Props) {
  const { form } = useTable(flexibleTexts);
  const { words } = useTexts();
  const { draft, faults, onChange } = props;
  return (
    <>
      <Choices
        legend={form.weekdays}
        multiple
        columns={7}
        options={words.weekday.map((label, index) => ({ value: index + 1, label }))}
        picked={draft.weekdays}
        onPick={(day) => onChange({ weekdays: toggled(draft.weekdays, day) })}
      />
      <FaultLines faults={faults} fields={['weekdays']} />
      <div className="mq-form-grid">
        <Timed {...props} name="fromDay" type="date" label={form.fromDay} fields={['fromDay']} />
        <Timed {...props} name="toDay" type="date" label={form.toDay} fields={['toDay']} />
      </div>
    </>
  );
}

type TimedProps = Props &
  Readonly<{
    name: 'fromDay' | 'toDay' | 'startTime' | 'endTime';
    type: 'date' | 'time';
    label: string;
    /** Whose faults stand here. */
    fields: readonly Field[];
  }>;

function Timed({ draft, faults, onChange, name, type, label, fields }: TimedProps) {
  const id = useId();
  const isWrong = faults.some(({ field }) => fields.includes(field));
  return (
    <div>
      <label>
        <strong className="mq-field-name">{label}</strong>
        <input
          type={type}
          value={draft[name]}
          aria-invalid={isWrong}
          aria-describedby={id}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      </label>
      <FaultLines id={id} faults={faults} fields={fields} />
    </div>
  );
}

/** Read out when it appears. */
function FaultLines({
  id,
  faults,
  fields,
}: {
  id?: string;
  faults: readonly FlexibleFault[];
  fields: readonly Field[];
}) {
  const texts = useTable(flexibleTexts);
  const format = useFormat();
  return (
    <div id={id} role="status" className="mq-field-faults">
      {faults
        .filter(({ field }) => fields.includes(field))
        .map(({ code, day, hours = 0, limit = 0 }) => (
          <p key={code}>
            {texts.faults[code]({ day: day === undefined ? '' : format.calendarDay(day), hours, limit })}
          </p>
        ))}
    </div>
  );
}

function Why({ draft, onChange }: Omit<Props, 'faults'>) {
  const texts = useTable(flexibleTexts);
  return (
    <section className="mq-card mq-form">
      <Choices
        legend={texts.form.reason}
        columns={2}
        options={FlexibleReasonSchema.options.map((value) => ({ value, label: texts.reasons[value] }))}
        picked={draft.reason ? [draft.reason] : []}
        onPick={(reason) => onChange({ reason })}
      />
      <p className="mq-muted">{texts.form.reasonHint}</p>
      <label>
        <strong className="mq-field-name">{texts.form.note}</strong>
        <TextArea value={draft.note} rows={2} maxLength={300} onChange={(note) => onChange({ note })} />
      </label>
    </section>
  );
}

const toggled = (days: readonly number[], day: number): number[] =>
  days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort((a, b) => a - b);
