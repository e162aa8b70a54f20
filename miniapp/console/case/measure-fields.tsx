import type { Measure } from '../../../server/contract/ladder.ts';
import type { SanctionView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';
import { Choice } from '../parts/action-panel.tsx';
import { Field } from '../parts/field.tsx';
import { changesContract, optionsOn, takesPay, type MeasureDraft } from './measure-draft.ts';

type MeasureFieldsProps = {
  draft: MeasureDraft;
  sanction: SanctionView | undefined;
  onChange: (draft: MeasureDraft) => void;
};

const AMOUNT_MAX = 12;

/** Penalties the ladder allows; what it does not allow yet stands there with what is missing. */
export function MeasureFields({ draft, sanction, onChange }: MeasureFieldsProps) {
  const format = useFormat();
  const texts = useTable(consoleSanctionTexts);
  const options = optionsOn(draft.path, sanction);
  const isDualRipe = optionsOn('dual_employment', sanction).some(
    ({ path, missing }) => path === 'dual_employment' && missing.length === 0,
  );
  const set = (change: Partial<MeasureDraft>): void => onChange({ ...draft, ...change });
  const toggle = (measure: Measure, isOn: boolean): void => {
    const rest = draft.chosen.filter((one) => one !== measure);
    set({ chosen: isOn ? [...rest, measure] : rest });
  };
  return (
    <>
      {isDualRipe && (
        <Choice
          label={texts.propose.path}
          options={(['rule_breach', 'dual_employment'] as const).map((value) => ({
            value,
            label: texts.path[value],
          }))}
          value={draft.path}
          onChange={(path) =>
            set({ path, chosen: path === 'dual_employment' ? ['termination'] : ['warning'] })
          }
        />
      )}
      <fieldset className="mq-choice">
        <legend>{texts.propose.measures}</legend>
        {options.map(({ measure, missing }) => (
          <label key={measure}>
            <input
              type="checkbox"
              checked={draft.chosen.includes(measure)}
              disabled={missing.length > 0}
              onChange={(event) => toggle(measure, event.target.checked)}
            />
            <span>
              {texts.measure[measure]}
              {missing.length > 0 && (
                <span className="mq-muted">
                  {' '}
                  · {texts.lacks}
                  {format.clauses(missing.map((one) => texts.missing[one] ?? one))}
                </span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      <Amounts draft={draft} set={set} />
    </>
  );
}

function Amounts({ draft, set }: { draft: MeasureDraft; set: (change: Partial<MeasureDraft>) => void }) {
  const texts = useTable(consoleSanctionTexts).propose;
  const line = (key: 'deduction' | 'month' | 'gross' | 'performance' | 'fine') => (
    <Field
      label={texts[key]}
      type={key === 'month' ? 'month' : 'text'}
      value={draft[key]}
      max={AMOUNT_MAX}
      onChange={(value) => set({ [key]: value })}
    />
  );
  return (
    <>
      {draft.chosen.includes('performance_deduction') && line('deduction')}
      {draft.chosen.includes('fine') && line('fine')}
      {takesPay(draft.chosen) && (
        <>
          {line('month')}
          {line('gross')}
          {line('performance')}
        </>
      )}
      {changesContract(draft.chosen) && (
        <Field
          label={texts.agreement}
          value={draft.agreement}
          max={100}
          onChange={(agreement) => set({ agreement })}
        />
      )}
    </>
  );
}
