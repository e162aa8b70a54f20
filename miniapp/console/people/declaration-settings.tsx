import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { DeclarationSettings } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { consoleRegisterTexts } from '../../texts/screens/console-register.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { DaysCaution } from '../policy/days-caution.tsx';
import { daysIn } from '../policy/days-in.ts';
import { NumberField } from '../parts/number-field.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { useSave } from '../parts/use-save.ts';

const numbers = ['amnestyDays', 'answerDays', 'lightWeekHours', 'longestDays', 'renewDays'] as const;
const kinds = ['family_help', 'self_employed', 'platform_gig', 'employed'] as const;

/** How declarations are handled; HR lead changes it, and every change is on record. */
export function DeclarationSettingsPanel() {
  const loaded = useLoad(() => api.declarationSettings(), 'declaration-settings');
  if (!loaded.data) return <Loading />;
  return <Fields key={JSON.stringify(loaded.data)} stored={loaded.data} reload={loaded.reload} />;
}

function Fields({ stored, reload }: { stored: DeclarationSettings; reload: () => Promise<void> }) {
  const { register: texts } = useTable(consoleRegisterTexts);
  const { words } = useTexts();
  const [settings, setSettings] = useState(stored);
  const act = useSave(reload, texts.settingsNames);
  const toggle = (kind: (typeof kinds)[number]): void => {
    const { noticeOnlyKinds: chosen } = settings;
    const next = chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind];
    setSettings({ ...settings, noticeOnlyKinds: next });
  };
  return (
    <Panel title={texts.settings}>
      <div className="mq-action">
        <div className="mq-form-pairs">
          {numbers.map((name) => (
            <NumberField
              key={name}
              label={texts.settingsNames[name]}
              value={settings[name]}
              min={0}
              onChange={(value) => setSettings({ ...settings, [name]: value })}
            />
          ))}
        </div>
        <DaysCaution typed={daysIn({ answerDays: settings.answerDays, amnestyDays: settings.amnestyDays })} />
        <p>{texts.noticeOnly}</p>
        <div className="mq-checks">
          {kinds.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={settings.noticeOnlyKinds.includes(kind)}
                onChange={() => toggle(kind)}
              />
              {words.declarationKind[kind]}
            </label>
          ))}
        </div>
        <Button onClick={() => void act(() => api.changeDeclarationSettings(settings))}>{texts.save}</Button>
      </div>
    </Panel>
  );
}
