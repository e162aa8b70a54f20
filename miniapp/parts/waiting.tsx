import type { ReactNode } from 'react';
import { useTexts } from '../texts/language.tsx';

/** Something is on its way; moves without script, so that it costs a slow phone nothing. */
export function Waiting() {
  return (
    <div className="mq-center" role="status" aria-label={useTexts().loading}>
      <span className="mq-spinner" />
    </div>
  );
}

type Fault = { title: string; description: string | undefined; fills?: boolean; children?: ReactNode };

/** Something cannot be shown, why, and what to do; always at hand, also where nothing more can be loaded. */
export function Fault({ title, description, fills = false, children }: Fault) {
  return (
    <section className={fills ? 'mq-fault mq-fault-fills' : 'mq-fault'} role="alert">
      <h2>{title}</h2>
      {description !== undefined && <p className="mq-muted">{description}</p>}
      {children}
    </section>
  );
}
