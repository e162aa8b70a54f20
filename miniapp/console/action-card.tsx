import { Button, Card, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/language.tsx';

/** Least length of a decision's reason (R7, contract/case.ts). */
export const REASON_MIN = 20;
const REASON_MAX = 1000;

type ActionCardProps = {
  title: string;
  hint?: string;
  button: string;
  ready: boolean;
  onSubmit: () => Promise<void>;
  children?: ReactNode;
};

/** One action with its one button. */
export function ActionCard({ title, hint, button, ready, onSubmit, children }: ActionCardProps) {
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    await onSubmit();
    setBusy(false);
  };
  return (
    <section aria-label={title}>
      <Card title={title} size="small">
        <div className="mq-action">
          {hint && <p className="mq-muted">{hint}</p>}
          {children}
          <Button type="primary" disabled={!ready} loading={busy} onClick={() => void submit()}>
            {button}
          </Button>
        </div>
      </Card>
    </section>
  );
}

type ReasonProps = {
  label: string;
  fill: string;
  template: string;
  value: string;
  onChange: (value: string) => void;
};

/** A reason in the decider's own words, with a draft from the facts one click away. */
export function Reason({ label, fill, template, value, onChange }: ReasonProps) {
  const texts = useTexts().console;
  const missing = REASON_MIN - value.trim().length;
  return (
    <div className="mq-reason">
      <label>
        {label}
        <Input.TextArea
          value={value}
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={REASON_MAX}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <div className="mq-reason-foot">
        <Button size="small" disabled={template === ''} onClick={() => onChange(template)}>
          {fill}
        </Button>
        {missing > 0 && <span className="mq-muted">{texts.needReason(missing)}</span>}
      </div>
    </div>
  );
}

export const isReason = (value: string): boolean => value.trim().length >= REASON_MIN;
