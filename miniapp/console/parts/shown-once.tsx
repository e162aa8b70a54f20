import { Button } from 'antd-mobile';
import { useState } from 'react';

type Texts = Readonly<{ shown: string; copy: string; copied: string; kept: string }>;

/** A key or secret that nobody can read again once it is closed. */
export function ShownOnce({ texts, secret, onClose }: { texts: Texts; secret: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(secret).then(() => setCopied(true));
  return (
    <section className="mq-warn" role="status" aria-label={texts.shown}>
      <p>
        <strong>{texts.shown}</strong>
      </p>
      <p>
        <code className="mq-secret">{secret}</code>
      </p>
      <Button size="small" onClick={copy}>
        {isCopied ? texts.copied : texts.copy}
      </Button>{' '}
      <Button size="small" onClick={onClose}>
        {texts.kept}
      </Button>
    </section>
  );
}
