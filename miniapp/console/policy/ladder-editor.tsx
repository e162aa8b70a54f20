import { Button } from 'antd-mobile';
import type { Ladder, Rung } from '../../../server/contract/ladder.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { useTable } from '../../texts/language.tsx';
import { LineField } from '../parts/line-field.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { Panel } from '../parts/panel.tsx';
import { RungEditor } from './rung-editor.tsx';

const DEFAULT_SHARE = 20;
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
        <NumberField
          label={texts.lookBack}
          value={value.lookBackMonths}
          onChange={(months) => onChange({ ...value, lookBackMonths: Math.round(months) })}
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
          <NumberField
            label={texts.bonusShare}
            value={bonusRule.maxSharePct}
            onChange={(share) => set({ maxSharePct: share })}
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
