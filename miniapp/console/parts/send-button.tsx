import { useId } from 'react';
import { BusyButton } from './busy-button.tsx';

type Props = {
  name: string;
  ready: boolean;
  busy: boolean;
  /** Why it cannot be sent yet, in words. */
  why: string | undefined;
  /** Without it the button sends the form around it. */
  onClick?: () => void;
};

/** The one button of a step, with what keeps it from being pressed. */
export function SendButton({ name, ready, busy, why, onClick }: Props) {
  const whyId = useId();
  return (
    <>
      {why !== undefined && (
        <p id={whyId} className="mq-muted">
          {why}
        </p>
      )}
      <BusyButton
        block
        type={onClick ? 'button' : 'submit'}
        color="primary"
        disabled={!ready}
        busy={busy}
        aria-describedby={why === undefined ? undefined : whyId}
        {...(onClick && { onClick })}
      >
        {name}
      </BusyButton>
    </>
  );
}
