import type { ReplayView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { tuningTexts } from '../../texts/screens/tuning.ts';
import { nameOf } from '../../../server/contract/texts/detector-name.ts';
import { Panel, Scroll } from '../parts/panel.tsx';

type Result = NonNullable<ReplayView['result']>;
type Counts = Result['total'];

/** What a draft would change: alerts, people under masked names, precision on ended alerts, by detector and region. */
export function ReplayEffect({ result }: { result: Result }) {
  const format = useFormat();
  const all = useTable(tuningTexts);
  const texts = all.replays;
  const { live, draft } = result.precision;
  return (
    <Panel title={texts.effect} extra={texts.people(result.people, result.shifts)}>
      <CountTable head={texts.alerts} rows={[{ key: 'total', label: texts.alerts, counts: result.total }]} />
      <h3>{result.newlyHitTotal === 0 ? texts.newlyNone : texts.newlyHit(result.newlyHitTotal)}</h3>
      <ul className="mq-hits">
        {result.newlyHit.map(({ pseudonym, alerts, detectors }) => (
          <li key={pseudonym}>
            <strong>{pseudonym}</strong> × {alerts}{' '}
            <span className="mq-muted">
              {format.list(detectors.map((name) => nameOf(all.detector, name, all.rule)))}
            </span>
          </li>
        ))}
      </ul>
      <p>{texts.relieved(result.relieved)}</p>
      <h3>{texts.precision}</h3>
      {live || draft ? (
        <p>
          {texts.rows.live} {say(live, all.percent)} → {texts.rows.draft} {say(draft, all.percent)}
        </p>
      ) : (
        <p className="mq-muted">{texts.noLabels}</p>
      )}
      <CountTable
        head={texts.byDetector}
        rows={result.byDetector.map(({ detector, ...counts }) => ({
          key: detector,
          label: nameOf(all.detector, detector, all.rule),
          counts,
        }))}
      />
      <CountTable
        head={texts.byRegion}
        rows={result.byRegion.map(({ region, ...counts }) => ({ key: region, label: region, counts }))}
      />
    </Panel>
  );
}

const say = (share: Result['precision']['live'], percent: (of: number) => string): string =>
  share === null
    ? '–'
    : `${percent(share.share)} (${percent(share.low)}–${percent(share.high)}, ${share.of})`;

function CountTable({
  head,
  rows,
}: {
  head: string;
  rows: readonly { key: string; label: string; counts: Counts }[];
}) {
  const texts = useTable(tuningTexts).replays.rows;
  const names = ['live', 'draft', 'added', 'removed', 'raised', 'lowered'] as const;
  return (
    <Scroll label={head}>
      <table className="mq-figure-table">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {texts[name]}
              </th>
            ))}
            <th scope="col">{texts.open}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, counts }) => (
            <tr key={key}>
              <td>{label}</td>
              {names.map((name) => (
                <td key={name}>{counts[name]}</td>
              ))}
              <td>
                {counts.liveOpen} → {counts.draftOpen}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
