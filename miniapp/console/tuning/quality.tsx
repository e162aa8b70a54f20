import { useMemo } from 'react';
import type { QualityView } from '../../../server/contract/views.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { tuningTexts } from '../../texts/screens/tuning.ts';
import { tuningApi } from '../../tuning-api.ts';
import { BiasPanel } from './bias.tsx';
import { nameOf } from '../../../server/contract/texts/detector-name.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Scroll, TableHead, Tag } from '../parts/panel.tsx';
import { ShareChart } from '../parts/share-chart.tsx';
import './tuning.css';

/** How good detectors are: volume, precision with its interval, time to resolve, staff feedback; who is silent; the look at bias. */
export function QualityPage() {
  const texts = useTable(tuningTexts);
  const loaded = useLoad(() => tuningApi.quality(), 'quality');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const view = loaded.data;
  return (
    <div className="mq-column">
      {view.silent.map(({ detector, hits, of }) => (
        <p key={detector} className="mq-warn" role="status">
          {texts.quality.silent(nameOf(texts.detector, detector, texts.rule), hits, of)}
        </p>
      ))}
      <Panel title={texts.quality.title}>
        <p className="mq-muted">{texts.quality.intro(view.days)}</p>
        {view.detectors.length === 0 ? <p>{texts.quality.none}</p> : <Figures view={view} />}
      </Panel>
      <BiasPanel />
    </div>
  );
}

function Figures({ view }: { view: QualityView }) {
  const texts = useTable(tuningTexts);
  const { columns } = texts.quality;
  const points = useMemo(
    () =>
      view.detectors.flatMap(({ detector, isPresent, precision }) =>
        isPresent && precision ? [{ label: nameOf(texts.detector, detector, texts.rule), ...precision }] : [],
      ),
    [view, texts],
  );
  return (
    <>
      {points.length > 0 && <ShareChart title={texts.quality.chart} points={points} bar={view.minShare} />}
      <Scroll label={texts.quality.title}>
        <table className="mq-figure-table">
          <TableHead columns={Object.values(columns)} />
          <tbody>
            {view.detectors.map((row) => (
              <tr key={`${row.detector}:${row.version}:${row.thresholdsSince}`}>
                <td>
                  {nameOf(texts.detector, row.detector, texts.rule)}{' '}
                  {row.isPresent && <Tag tone="calm">{texts.quality.present}</Tag>}
                </td>
                <td>{texts.quality.since(row.version, row.thresholdsSince)}</td>
                <td>{row.alerts}</td>
                <td>
                  {row.precision ? (
                    <>
                      <strong>{texts.percent(row.precision.share)}</strong>{' '}
                      <span className="mq-muted">
                        {texts.percent(row.precision.low)}–{texts.percent(row.precision.high)} ·{' '}
                        {texts.quality.ofLabels(row.precision.of)}
                      </span>
                    </>
                  ) : (
                    '–'
                  )}
                </td>
                <td>{row.medianHours === null ? '–' : texts.quality.hours(row.medianHours)}</td>
                <td>
                  {row.feedback.fair} / {row.feedback.wrong} / {row.feedback.unclear}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
