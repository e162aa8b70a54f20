import { Button } from 'antd-mobile';
import type { Measure, Rung } from '../../../server/contract/ladder.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { useTable } from '../../texts/language.tsx';
import { LineField } from '../parts/line-field.tsx';
import { NumberField } from '../parts/number-field.tsx';

const MEASURES: readonly Measure[] = [
  'warning',
  'performance_deduction',
  'pay_change',
  'post_change',
  'fine',
  'termination',
];
const DEFAULT_SHARE = 20;
const DEFAULT_FINE_FEN = 10_000;

/** One rung: its name, from which case on it answers, and what it may do. */
export function RungEditor({
  rung,
  onChange,
  onRemove,
}: {
  rung: Rung;
  onChange: (rung: Rung) => void;
  onRemove?: () => void;
}) {
  const { ladder: texts } = useTable(consoleRuleTexts);
  const { name, measures, fromCount, deductionSharePct, fineFen } = rung;
  return (
    <fieldset className="mq-rung">
      <legend>{texts.rung(fromCount)}</legend>
      <div className="mq-form-pairs">
        <LineField
          label={texts.nameZh}
          value={name.zh}
          onChange={(zh) => onChange({ ...rung, name: { ...name, zh } })}
        />
        <LineField
          label={texts.nameEn}
          value={name.en}
          onChange={(en) => onChange({ ...rung, name: { ...name, en } })}
        />
        {onRemove && (
          <NumberField
            label={texts.fromCount}
            value={fromCount}
            onChange={(count) => onChange({ ...rung, fromCount: Math.round(count) })}
          />
        )}
      </div>
      <div className="mq-checks">
        {MEASURES.map((measure) => (
          <label key={measure}>
            <input
              type="checkbox"
              checked={measures.includes(measure)}
              onChange={() => onChange(toggle(rung, measure))}
            />
            {texts.measures[measure]}
          </label>
        ))}
      </div>
      {deductionSharePct !== undefined && (
        <NumberField
          label={texts.share}
          value={deductionSharePct}
          onChange={(share) => onChange({ ...rung, deductionSharePct: share })}
        />
      )}
      {fineFen !== undefined && (
        <NumberField
          label={texts.fine}
          value={fineFen / 100}
          min={0.01}
          onChange={(yuan) => onChange({ ...rung, fineFen: Math.round(yuan * 100) })}
        />
      )}
      {onRemove && (
        <Button size="mini" onClick={onRemove}>
          {texts.remove}
        </Button>
      )}
    </fieldset>
  );
}

/** A share belongs to a deduction and an amount to a fine, and only to them. */
function toggle({ deductionSharePct, fineFen, ...rung }: Rung, measure: Measure): Rung {
  const measures = rung.measures.includes(measure)
    ? rung.measures.filter((one) => one !== measure)
    : MEASURES.filter((one) => one === measure || rung.measures.includes(one));
  return {
    ...rung,
    measures,
    ...(measures.includes('performance_deduction') && {
      deductionSharePct: deductionSharePct ?? DEFAULT_SHARE,
    }),
    ...(measures.includes('fine') && { fineFen: fineFen ?? DEFAULT_FINE_FEN }),
  };
}
