import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { withUnit } from '../../../server/contract/texts/units.ts';
import type { ThresholdsView } from '../../../server/contract/views.ts';
import { describeFault } from '../../parts/fault.ts';
import { goTo } from '../../parts/hash.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { tuningTexts } from '../../texts/screens/tuning.ts';
import { numberWords } from '../../texts/screens/number-words.ts';
import { tuningApi } from '../../tuning-api.ts';
import { Panel } from '../parts/panel.tsx';
import { BusyButton } from '../parts/busy-button.tsx';

type Draft = Record<string, Record<string, number>>;
type Field = ThresholdsView['detectors'][number]['fields'][number];
const DAYS = { usual: 14, max: 45 } as const;

/** New thresholds, detector by detector, with what is usual and allowed; the only way on is a run over history. */
export function DraftPanel({ view }: { view: ThresholdsView }) {
  const { texts: shared } = useLanguage();
  const all = useTable(tuningTexts);
  const texts = all.thresholds;
  const [name, setName] = useState(view.detectors[0]?.name ?? '');
  const [draft, setDraft] = useState<Draft>(view.overrides);
  const [days, setDays] = useState<number>(DAYS.usual);
  const [busy, setBusy] = useState(false);
  const detector = view.detectors.find((one) => one.name === name);
  const changed = countChanges(view, draft);
  const set = (key: string, value: number): void =>
    setDraft({ ...draft, [name]: { ...draft[name], [key]: value } });
  const run = (): void => {
    setBusy(true);
    const id = uuidv7();
    void tuningApi
      .startReplay({ id, overrides: draft, days })
      .then(() => goTo(`/tuning/replays/${id}`))
      .catch((error: unknown) => Toast.show(describeFault(error, shared)))
      .finally(() => setBusy(false));
  };
  return (
    <Panel title={texts.title} extra={texts.changed(changed)}>
      <p className="mq-muted">{texts.intro}</p>
      <label className="mq-note-field">
        {texts.pick}
        <select className="mq-input" value={name} onChange={(event) => setName(event.target.value)}>
          {view.detectors.map((one) => (
            <option key={one.name} value={one.name}>
              {all.detector[one.name] ?? one.name}
            </option>
          ))}
        </select>
      </label>
      <div className="mq-inputs">
        {detector?.fields.map((field) => (
          <Threshold
            key={field.key}
            field={field}
            inForce={view.overrides[name]?.[field.key] ?? field.usual}
            value={draft[name]?.[field.key] ?? field.usual}
            onChange={(value) => set(field.key, value)}
          />
        ))}
      </div>
      <div className="mq-line-up">
        <label className="mq-line-up">
          {texts.days}
          <input
            className="mq-input"
            type="number"
            min={1}
            max={DAYS.max}
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
          />
        </label>
        <BusyButton color="primary" busy={busy} disabled={changed === 0} onClick={run}>
          {texts.run}
        </BusyButton>
        <Button onClick={() => setDraft(view.overrides)}>{texts.reset}</Button>
      </div>
    </Panel>
  );
}

type ThresholdProps = { field: Field; inForce: number; value: number; onChange: (value: number) => void };

function Threshold({ field, inForce, value, onChange }: ThresholdProps) {
  const { language } = useLanguage();
  const texts = useTable(tuningTexts).thresholds;
  const shown = (of: number): string => withUnit(field.key, of, language);
  return (
    <label className={value === inForce ? '' : 'mq-changed'}>
      {numberWords[language][field.key] ?? field.key}
      <input
        className="mq-input"
        type="number"
        min={field.min}
        max={field.max}
        step={field.isWhole ? 1 : 'any'}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <span className="mq-muted">
        {inForce === field.usual ? texts.usual(shown(field.usual)) : texts.inForce(shown(inForce))} ·{' '}
        {texts.range(field.min, field.max)}
      </span>
    </label>
  );
}

function countChanges({ detectors, overrides }: ThresholdsView, draft: Draft): number {
  return detectors.reduce(
    (sum, { name, fields }) =>
      sum +
      fields.filter(({ key, usual }) => (draft[name]?.[key] ?? usual) !== (overrides[name]?.[key] ?? usual))
        .length,
    0,
  );
}
