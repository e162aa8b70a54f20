import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { CompanyProfile, CompanyProfileView } from '../../../server/contract/sanction.ts';
import { fenOf, yuanOf } from '../../parts/money.ts';
import { useTable } from '../../texts/language.tsx';
import { systemTexts } from '../../texts/screens/console-system.ts';
import { LineField } from '../parts/line-field.tsx';
import { Panel } from '../parts/panel.tsx';
import { systemApi } from './system-api.ts';
import { useSave } from '../parts/use-save.ts';

type Props = { view: CompanyProfileView; reload: () => Promise<void> };
type Wages = Readonly<Record<string, string>>;
const UNIONS = ['company_union', 'higher_union'] as const;
const LEAST = 2;

/** Who letters come from, the union that is told before a termination, and what pay may never fall below. */
export function CompanyProfilePanel({ view: { profile, regions, mayEdit }, reload }: Props) {
  const texts = useTable(systemTexts).profile;
  const [draft, setDraft] = useState(profile);
  const [wages, setWages] = useState<Wages>(() => wagesOf(profile));
  const act = useSave(reload);
  const minimumWageFen = fensOf(wages);
  const isReady =
    draft.name.trim().length >= LEAST &&
    draft.union.name.trim().length >= LEAST &&
    minimumWageFen !== undefined;
  const change = (part: Partial<CompanyProfile>): void => setDraft({ ...draft, ...part });
  const save = (): Promise<unknown> =>
    act(() => systemApi.saveProfile({ ...withoutEmpty(draft), minimumWageFen: minimumWageFen ?? {} }));
  return (
    <Panel title={texts.title}>
      <p className="mq-muted">{texts.hint}</p>
      <fieldset className="mq-action mq-plain-set" disabled={!mayEdit}>
        <LineField label={texts.name} value={draft.name} max={100} onChange={(name) => change({ name })} />
        <LineField
          label={texts.address}
          value={draft.address ?? ''}
          max={200}
          onChange={(address) => change({ address })}
        />
        <LineField
          label={texts.contact}
          value={draft.contact ?? ''}
          max={100}
          onChange={(contact) => change({ contact })}
        />
        <div className="mq-form-pairs">
          <label className="mq-note-field">
            {texts.unionKind}
            <select
              className="mq-input"
              value={draft.union.kind}
              onChange={(event) => {
                const kind = UNIONS.find((one) => one === event.target.value) ?? 'higher_union';
                change({ union: { ...draft.union, kind } });
              }}
            >
              {UNIONS.map((kind) => (
                <option key={kind} value={kind}>
                  {texts.unions[kind]}
                </option>
              ))}
            </select>
          </label>
          <LineField
            label={texts.unionName}
            value={draft.union.name}
            max={100}
            onChange={(name) => change({ union: { ...draft.union, name } })}
          />
        </div>
        <p className="mq-muted">{texts.wageHint}</p>
        <div className="mq-form-pairs">
          {regions.map(({ id, name }) => (
            <LineField
              key={id}
              label={texts.wage(name)}
              value={wages[id] ?? ''}
              max={12}
              onChange={(yuan) => setWages({ ...wages, [id]: yuan })}
            />
          ))}
        </div>
        {mayEdit && (
          <Button color="primary" size="small" disabled={!isReady} onClick={() => void save()}>
            {texts.save}
          </Button>
        )}
      </fieldset>
    </Panel>
  );
}

const wagesOf = ({ minimumWageFen }: CompanyProfile): Wages =>
  Object.fromEntries(
    Object.entries(minimumWageFen).map(([id, fen]) => [id, yuanOf(fen).replaceAll(',', '')]),
  );

/** Regions without an amount are left out; undefined when something typed is no amount. */
function fensOf(wages: Wages): Record<string, number> | undefined {
  const typed = Object.entries(wages).filter(([, yuan]) => yuan.trim() !== '');
  const fens = typed.map(([id, yuan]) => [id, fenOf(yuan) ?? 0] as const);
  return fens.every(([, fen]) => fen > 0) ? Object.fromEntries(fens) : undefined;
}

/** Lines left empty are left out: a letter then has no such line. */
function withoutEmpty({ address = '', contact = '', ...profile }: CompanyProfile): CompanyProfile {
  return {
    ...profile,
    ...(address.trim() !== '' && { address }),
    ...(contact.trim() !== '' && { contact }),
  };
}
