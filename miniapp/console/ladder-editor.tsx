import { Button } from 'antd-mobile';
import type { Ladder, Measure, Rung } from '../../server/contract/ladder.ts';
import { consoleRuleTexts } from '../texts/screens/console-rules.ts';
import { useTable } from '../texts/language.tsx';
import { LineField } from './line-field.tsx';
import { Panel } from './panel.tsx';

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
const MOST_RUNGS = 10;

type LadderProps = {
  value: Ladder;
  regions: readonly { id: string; name: string }[];
  onChange: (ladder: Ladder) => void;
};

/** Every rung as data; the policy's words are made from it. */
export function LadderEditor({ value, regions, onChange }: LadderProps) {
  const { ladder: texts } = useTable(consoleRuleTexts);
  const setRung = (at: number, rung: Rung): void =>
    onChange({ ...value, rungs: value.rungs.map((one, index) => (index === at ? rung : one)) });
  const hasFine = value.rungs.some(({ measures }) => measures.includes('fine'));
  return (
    <Panel title={texts.title}>
      <div className="mq-action">
        <p className="mq-muted">{texts.hint}</p>
        <LineField
          type="number"
          label={texts.lookBack}
          value={value.lookBackMonths}
          onChange={(months) => onChange({ ...value, lookBackMonths: Number(months) || 1 })}
        />
        {value.rungs.map((rung, at) => (
          <RungEditor
            key={rung.id}
            rung={rung}
            onChange={(next) => setRung(at, next)}
            {...(at > 0 && {
              onRemove: () => onChange({ ...value, rungs: value.rungs.filter((one) => one !== rung) }),
            })}
          />
        ))}
        <Button
          size="small"
          disabled={value.rungs.length >= MOST_RUNGS}
          onClick={() => onChange({ ...value, rungs: [...value.rungs, nextRung(value.rungs)] })}
        >
          {texts.add}
        </Button>
        <BonusRuleFields value={value} onChange={onChange} />
        {hasFine && <FineRegions value={value} regions={regions} onChange={onChange} />}
      </div>
    </Panel>
  );
}

function RungEditor({
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
          <LineField
            type="number"
            label={texts.fromCount}
            value={fromCount}
            onChange={(count) => onChange({ ...rung, fromCount: Number(count) || 1 })}
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
        <LineField
          type="number"
          label={texts.share}
          value={deductionSharePct}
          onChange={(share) => onChange({ ...rung, deductionSharePct: Number(share) || 1 })}
        />
      )}
      {fineFen !== undefined && (
        <LineField
          type="number"
          label={texts.fine}
          value={fineFen / 100}
          onChange={(yuan) => onChange({ ...rung, fineFen: Math.round(Number(yuan) * 100) || 1 })}
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

function nextRung(rungs: readonly Rung[]): Rung {
  const fromCount = (rungs.at(-1)?.fromCount ?? 0) + 1;
  return {
    id: `rung-${fromCount}`,
    name: { zh: `第 ${fromCount} 次`, en: `Case ${fromCount}` },
    fromCount,
    measures: ['warning'],
  };
}

function BonusRuleFields({ value, onChange }: Omit<LadderProps, 'regions'>) {
  const { ladder: texts } = useTable(consoleRuleTexts);
  const { bonusRule, ...rest } = value;
  const empty = { name: '', adoptedDay: '', consultation: '', maxSharePct: DEFAULT_SHARE };
  const set = (part: Partial<typeof empty>): void =>
    onChange({ ...rest, bonusRule: { ...empty, ...bonusRule, ...part } });
  return (
    <>
      <label className="mq-check">
        <input
          type="checkbox"
          checked={bonusRule !== undefined}
          onChange={() => (bonusRule ? onChange(rest) : set({}))}
        />
        {texts.bonus}
      </label>
      {bonusRule && (
        <div className="mq-form-pairs">
          <LineField label={texts.bonusName} value={bonusRule.name} onChange={(name) => set({ name })} />
          <LineField
            type="date"
            label={texts.bonusDay}
            value={bonusRule.adoptedDay}
            onChange={(adoptedDay) => set({ adoptedDay })}
          />
          <LineField
            label={texts.bonusConsultation}
            value={bonusRule.consultation}
            onChange={(consultation) => set({ consultation })}
          />
          <LineField
            type="number"
            label={texts.bonusShare}
            value={bonusRule.maxSharePct}
            onChange={(share) => set({ maxSharePct: Number(share) || 1 })}
          />
        </div>
      )}
    </>
  );
}

/** A money fine is off everywhere but where a region cites its basis. */
function FineRegions({ value, regions, onChange }: LadderProps) {
  const { ladder: texts } = useTable(consoleRuleTexts);
  const write = (id: string, basis: string): void => {
    const { [id]: _old, ...others } = value.fineRegions;
    onChange({ ...value, fineRegions: basis === '' ? others : { ...others, [id]: basis } });
  };
  return (
    <fieldset className="mq-rung">
      <legend>{texts.fineRegions}</legend>
      {regions.map(({ id, name }) => (
        <LineField
          key={id}
          label={`${name} · ${texts.basis}`}
          value={value.fineRegions[id] ?? ''}
          max={300}
          onChange={(basis) => write(id, basis)}
        />
      ))}
    </fieldset>
  );
}
