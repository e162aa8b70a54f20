/** One bar a row, 0-100 %. */
export function CoverageChart({
  title,
  rows,
}: {
  title: string;
  rows: readonly { name: string; pct: number }[];
}) {
  const spoken = rows.map(({ name, pct }) => `${name} ${pct}%`).join(', ');
  return (
    <figure className="mq-coverage">
      <figcaption className="mq-muted">{title}</figcaption>
      <div role="img" aria-label={`${title}: ${spoken}`}>
        {rows.map(({ name, pct }) => (
          <div key={name} className="mq-coverage-row">
            <span>{name}</span>
            <span className="mq-bar-all">
              <span className="mq-bar-part" style={{ width: `${pct}%` }} />
            </span>
            <span>{pct}%</span>
          </div>
        ))}
      </div>
    </figure>
  );
}
