import { Button } from 'antd-mobile';
import { useState } from 'react';
import { AlertMap } from '../../parts/alert-map.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { Panel } from './panel.tsx';

/** The map is a look at sensitive data that the person will see in the read ledger: only on demand, and only once the name is open. */
export function MapPanel({ alertId, isNameOpen }: { alertId: string; isNameOpen: boolean }) {
  const { console: texts } = useConsoleTexts();
  const [isShown, setShown] = useState(false);
  if (!isNameOpen)
    return (
      <Panel title={texts.map}>
        <p className="mq-muted">{texts.mapNeedsName}</p>
      </Panel>
    );
  return (
    <Panel title={texts.map}>
      {isShown ? (
        <AlertMap alertId={alertId} refused={texts.noMap} isDrawn />
      ) : (
        <Button size="small" onClick={() => setShown(true)}>
          {texts.showMap}
        </Button>
      )}
      <p className="mq-muted">{texts.seenBy}</p>
    </Panel>
  );
}
