import { Button } from 'antd-mobile';
import type { Consultation } from '../../../server/contract/policy.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { useTable } from '../../texts/language.tsx';
import { Choice, Note } from '../parts/action-panel.tsx';
import { LineField } from '../parts/line-field.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { Panel } from '../parts/panel.tsx';

const EMPTY: Consultation = {
  form: 'staff_congress',
  withWhom: '',
  people: 1,
  discussedFromDay: '',
  discussedToDay: '',
  opinions: '',
  settledWith: '',
  settledDay: '',
  result: '',
  publicisedFromDay: '',
  publicisedHow: '',
};
const lines = ['withWhom', 'settledWith', 'publicisedHow'] as const;
const days = ['discussedFromDay', 'discussedToDay', 'settledDay', 'publicisedFromDay'] as const;
const notes = ['opinions', 'result'] as const;

/** Who was consulted, when, with what result (Labour Contract Law art. 4). */
export function ConsultationForm({
  value,
  onChange,
}: {
  value: Consultation | undefined;
  onChange: (value: Consultation) => void;
}) {
  const { consultation: texts } = useTable(consoleRuleTexts);
  if (!value)
    return (
      <Panel title={texts.title}>
        <Button onClick={() => onChange(EMPTY)}>{texts.add}</Button>
      </Panel>
    );
  const set = (part: Partial<Consultation>): void => onChange({ ...value, ...part });
  return (
    <Panel title={texts.title}>
      <div className="mq-action">
        <Choice
          label={texts.form}
          options={(['staff_congress', 'all_staff'] as const).map((form) => ({
            value: form,
            label: texts.forms[form],
          }))}
          value={value.form}
          onChange={(form) => set({ form })}
        />
        <NumberField
          label={texts.people}
          value={value.people}
          onChange={(people) => set({ people: Math.round(people) })}
        />
        <div className="mq-form-pairs">
          {days.map((name) => (
            <LineField
              key={name}
              type="date"
              label={texts[name]}
              value={value[name]}
              onChange={(day) => set({ [name]: day })}
            />
          ))}
        </div>
        {lines.map((name) => (
          <LineField
            key={name}
            label={texts[name]}
            value={value[name]}
            max={200}
            onChange={(text) => set({ [name]: text })}
          />
        ))}
        {notes.map((name) => (
          <Note
            key={name}
            label={texts[name]}
            value={value[name]}
            max={3000}
            onChange={(text) => set({ [name]: text })}
          />
        ))}
      </div>
    </Panel>
  );
}
