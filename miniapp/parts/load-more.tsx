import { Button } from 'antd-mobile';
import { useState } from 'react';
import { useTexts } from '../texts/language.tsx';

/** Says that a list goes on, and shows its next page; nothing when the list is whole. */
export function LoadMore({ more }: { more?: (() => Promise<void>) | undefined }) {
  const { listGoesOn } = useTexts();
  const [busy, setBusy] = useState(false);
  if (!more) return null;
  const load = async (): Promise<void> => {
    setBusy(true);
    await more();
    setBusy(false);
  };
  return (
    <p className="mq-load-more">
      <span className="mq-muted">{listGoesOn.hint}</span>{' '}
      <Button size="small" loading={busy} disabled={busy} onClick={() => void load()}>
        {listGoesOn.more}
      </Button>
    </p>
  );
}
