import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { FlexibleSettings } from '../../../server/contract/flexible.ts';
import { flexibleApi } from '../../flexible-api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleFlexibleTexts } from '../../texts/screens/console-flexible.ts';
import { NumberField } from '../parts/number-field.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { useSave } from '../parts/use-save.ts';

const names = ['longestWeeks', 'aheadWeeks', 'dayHours', 'weekHours', 'answerDays'] as const;

/** What may be asked for; HR lead changes it, and every change is on record. */
export function FlexibleSettingsPanel() {
  const loaded = useLoad(() => flexibleApi.settings(), 'flexible-settings');
  if (!loaded.data) return <Loading />;
  return <Fields key={JSON.stringify(loaded.data)} stored={loaded.data} reload={loaded.reload} />;
}

function Fields({ stored, reload }: { stored: FlexibleSettings; reload: () => Promise<void> }) {
  const texts = useTable(consoleFlexibleTexts);
  const [settings, setSettings] = useState(stored);
  const act = useSave(reload, texts.settingsNames);
  return (
    <Panel title={texts.settings}>
      <div className="mq-action">
        <div className="mq-form-pairs">
          {names.map((name) => (
            <NumberField
              key={name}
              label={texts.settingsNames[name]}
              value={settings[name]}
              onChange={(value) => setSettings({ ...settings, [name]: value })}
            />
          ))}
        </div>
        <p className="mq-muted">{texts.law}</p>
        <Button onClick={() => void act(() => flexibleApi.changeSettings(settings))}>{texts.save}</Button>
      </div>
    </Panel>
  );
}
