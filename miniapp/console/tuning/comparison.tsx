import { Button } from 'antd-mobile';
import {
  DailyFactSchema,
  RuleOperatorSchema,
  type RuleComparison,
} from '../../../server/contract/custom-rule.ts';
import { useTable } from '../../texts/language.tsx';
import { ruleTexts } from '../../texts/screens/custom-rules.ts';
import { Choose } from '../parts/choose.tsx';

type ComparisonProps = {
  row: RuleComparison;
  onChange: (row: RuleComparison) => void;
  onRemove?: () => void;
};

/** One fact of a day against a number. */
export function Comparison({ row, onChange, onRemove }: ComparisonProps) {
  const texts = useTable(ruleTexts);
  return (
    <div className="mq-inputs mq-item">
      <Choose
        label={texts.fields.fact}
        value={row.fact}
        options={DailyFactSchema.options}
        words={texts.fact}
        onChange={(fact) => onChange({ ...row, fact })}
      />
      <Choose
        label={texts.fields.compare}
        value={row.operator}
        options={RuleOperatorSchema.options}
        words={texts.operator}
        onChange={(operator) => onChange({ ...row, operator })}
      />
      <label className="mq-note-field">
        {texts.fields.value}
        <input
          className="mq-input"
          type="number"
          value={row.value}
          onChange={(event) => onChange({ ...row, value: Number(event.target.value) })}
        />
      </label>
      {onRemove && (
        <div>
          <Button size="mini" onClick={onRemove}>
            {texts.remove}
          </Button>
        </div>
      )}
    </div>
  );
}
