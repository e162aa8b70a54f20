import { SpinLoading } from 'antd-mobile';
import type { ReactNode } from 'react';
import { useTexts } from '../../texts/language.tsx';

/** A titled block; its title names the region for people who cannot see it. */
export function Panel({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="mq-panel" aria-label={title}>
      <h2>
        {title}
        {extra && <span className="mq-muted">{extra}</span>}
      </h2>
      {children}
    </section>
  );
}

/** Something wider than a phone, that the keyboard can scroll too. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="mq-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

/** First row of a table; `columns` in the order of its cells. */
export function TableHead({ columns }: { columns: readonly string[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function Tag({ tone = '', children }: { tone?: string; children: ReactNode }) {
  return <span className={`mq-tag mq-tag-${tone}`}>{children}</span>;
}

export function Loading() {
  const texts = useTexts();
  return (
    <div className="mq-center" role="status" aria-label={texts.loading}>
      <SpinLoading color="primary" />
    </div>
  );
}
