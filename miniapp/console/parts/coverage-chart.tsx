const ROW_PX = 30;
const BAR_PX = 14;
const NAME_PX = 110;
const BAR_AREA_PX = 260;
const WIDTH_PX = NAME_PX + BAR_AREA_PX + 60;

/** One bar a row, 0-100 %. */
export function CoverageChart({
  title,
  rows,
}: {
  title: string;
  rows: readonly { name: string; pct: number }[];
}) {
  const spoken = rows.map(({ name, pct }) => `${name} ${pct}%`).join(', ');
  const height = rows.length * ROW_PX + 8;
  return (
    <figure className="mq-coverage">
      <figcaption className="mq-muted">{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH_PX} ${height}`} role="img" aria-label={`${title}: ${spoken}`}>
        {rows.map(({ name, pct }, index) => {
          const y = index * ROW_PX + 8;
          return (
            <g key={name}>
              <text x={NAME_PX - 8} y={y + BAR_PX - 2} textAnchor="end">
                {name}
              </text>
              <rect className="mq-bar-all" x={NAME_PX} y={y} width={BAR_AREA_PX} height={BAR_PX} rx={3} />
              <rect
                className="mq-bar-part"
                x={NAME_PX}
                y={y}
                width={(BAR_AREA_PX * pct) / 100}
                height={BAR_PX}
                rx={3}
              />
              <text x={NAME_PX + BAR_AREA_PX + 8} y={y + BAR_PX - 2}>
                {pct}%
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
