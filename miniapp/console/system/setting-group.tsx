import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { SettingField, SettingsView } from '../../../server/contract/company-settings.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { systemTexts } from '../../texts/screens/console-system.ts';
import { DaysCaution } from '../policy/days-caution.tsx';
import { daysIn } from '../policy/days-in.ts';
import { LineField } from '../parts/line-field.tsx';
import { Panel } from '../parts/panel.tsx';
import { systemApi } from './system-api.ts';
import { useSave } from '../parts/use-save.ts';

type Stored = SettingsView['groups'][number];
type Props = { stored: Stored; mayEdit: boolean; reload: () => Promise<void> };
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const LEAST_REASON = 2;

/** One group of settings: every value with its limits and its standard; a change needs a reason and stays on record. */
export function SettingGroupPanel({ stored, mayEdit, reload }: Props) {
  const texts = useTable(systemTexts).settings;
  const [values, setValues] = useState(
    () => new Map(stored.fields.map(({ name, value }) => [name, `${value}`])),
  );
  const [reason, setReason] = useState('');
  const act = useSave(reload);
  const valueOf = ({ name }: SettingField): string => values.get(name) ?? '';
  const isChanged = stored.fields.some((field) => valueOf(field) !== `${field.value}`);
  const isReady = isChanged && stored.fields.every((field) => isAllowed(field, valueOf(field)));
  const save = (): Promise<unknown> =>
    act(() =>
      systemApi.saveSettings(stored.group, {
        values: Object.fromEntries(stored.fields.map((field) => [field.name, typed(field, valueOf(field))])),
        reason,
      }),
    );
  return (
    <Panel title={texts.groups[stored.group].title}>
      <p className="mq-muted">{texts.groups[stored.group].hint}</p>
      {stored.saysLonger && <p className="mq-reminder">{texts.saysLonger(stored.saysLonger)}</p>}
      {mayEdit ? (
        <div className="mq-action">
          <div className="mq-form-pairs">
            {stored.fields.map((field) => (
              <div key={field.name}>
                <LineField
                  type={typeof field.value === 'number' ? 'number' : 'text'}
                  label={texts.field(field.name)}
                  value={valueOf(field)}
                  onChange={(value) => setValues(new Map(values).set(field.name, value))}
                />
                <Limits field={field} isAllowed={isAllowed(field, valueOf(field))} />
              </div>
            ))}
          </div>
          {stored.group === 'procedure' && (
            <DaysCaution typed={daysIn({ appealDays: values.get('appealWindowDays') })} />
          )}
          {isChanged && <LineField label={texts.reason} value={reason} max={300} onChange={setReason} />}
          <Button
            color="primary"
            size="small"
            disabled={!isReady || reason.trim().length < LEAST_REASON}
            onClick={() => void save()}
          >
            {texts.save}
          </Button>
        </div>
      ) : (
        <dl className="mq-terms">
          {stored.fields.map(({ name, value }) => (
            <Term key={name} name={texts.field(name)} value={`${value}`} />
          ))}
        </dl>
      )}
      <Changes stored={stored} />
    </Panel>
  );
}

function Term({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Limits({
  field: { standard, min, max },
  isAllowed: isFine,
}: {
  field: SettingField;
  isAllowed: boolean;
}) {
  const texts = useTable(systemTexts).settings;
  const said = [
    min !== undefined && max !== undefined ? texts.range(min, max) : texts.clock,
    texts.standard(`${standard}`),
  ];
  return <span className={isFine ? 'mq-muted' : 'mq-clock-overdue'}>{said.join(' · ')}</span>;
}

function Changes({ stored }: { stored: Stored }) {
  const texts = useTable(systemTexts).settings;
  const format = useFormat();
  if (stored.changes.length === 0) return null;
  const words = (values: string): string =>
    format.phrases(values.replaceAll(/(\w+)=/g, (_, name: string) => `${texts.field(name)} `).split(', '));
  return (
    <details className="mq-more">
      <summary>{texts.changes(stored.changes.length)}</summary>
      <ul className="mq-evidence">
        {stored.changes.map(({ at, by, from, to, why }) => (
          <li key={at}>
            {format.dateTime(at)} · {format.named(by, `${words(from)} → ${words(to)}`)}
            <div className="mq-muted">{why}</div>
          </li>
        ))}
      </ul>
    </details>
  );
}

const typed = ({ value }: SettingField, text: string): number | string =>
  typeof value === 'number' ? Number(text) : text;

/** What the server would take; whole numbers where the value in force is one. */
function isAllowed({ value, min = -Infinity, max = Infinity }: SettingField, text: string): boolean {
  if (typeof value === 'string') return CLOCK.test(text);
  const number = Number(text);
  return text.trim() !== '' && number >= min && number <= max;
}
