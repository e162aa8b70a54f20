import { Button, Card } from 'antd';
import { useState } from 'react';
import { AlertMap } from '../parts/alert-map.tsx';
import { useTexts } from '../texts/language.tsx';

/** The map is a look at sensitive data that the person will see in the read ledger: only on demand. */
export function MapCard({ alertId }: { alertId: string }) {
  const { console: texts } = useTexts();
  const [isShown, setShown] = useState(false);
  return (
    <Card title={texts.map} size="small">
      {isShown ? (
        <AlertMap alertId={alertId} refused={texts.noMap} />
      ) : (
        <Button onClick={() => setShown(true)}>{texts.showMap}</Button>
      )}
      <p className="mq-muted">{texts.seenBy}</p>
    </Card>
  );
}
