import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { MonthlyReport } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { reportTexts } from '../../texts/screens/report.ts';
import { drawReportPicture } from './report-picture.ts';
import { useSession } from '../session.ts';
import '../records.css';

/** The own months beside each other. */
export function ReportHistory({ report }: { report: MonthlyReport }) {
  const texts = useTable(reportTexts);
  const format = useFormat();
  const shown = (value: number | null, unit = ''): string => (value === null ? '–' : `${value}${unit}`);
  const rows = [...report.history, report];
  return (
    <section className="mq-card">
      <h2>{texts.history}</h2>
      <p className="mq-muted">{report.history.length > 0 ? texts.historyHint : texts.noHistory}</p>
      {report.history.length > 0 && (
        <table className="mq-history-table">
          <thead>
            <tr>
              <th scope="col">{texts.month}</th>
              {Object.values(texts.columns).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.month}>
                <th scope="row">{format.month(row.month)}</th>
                <td>{row.workedDays}</td>
                <td>{shown(row.distanceKm)}</td>
                <td>{shown(row.onTimePct, '%')}</td>
                <td>{row.visits}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function ReportTips({ report }: { report: MonthlyReport }) {
  const texts = useTable(reportTexts);
  if (report.tips.length === 0) return null;
  return (
    <section className="mq-card">
      <h2>{texts.tips}</h2>
      <ul className="mq-ladder">
        {report.tips.map((tip) => (
          <li key={tip}>{texts.tip[tip]}</li>
        ))}
      </ul>
    </section>
  );
}

/** The month as a picture for the person alone: drawn here, sent nowhere. */
export function ReportShare({ report }: { report: MonthlyReport }) {
  const texts = useTable(reportTexts);
  const { phone, appName } = useTexts();
  const format = useFormat();
  const { me } = useSession();
  const [picture, setPicture] = useState<string>();
  const draw = (): void => {
    const none = phone.report.noData;
    const shown = (value: number | null, unit = ''): string => (value === null ? none : `${value}${unit}`);
    setPicture(
      drawReportPicture({
        title: texts.pictureTitle(format.month(report.month)),
        subtitle: `${me.name} · ${appName}`,
        figures: [
          [phone.report.days, String(report.workedDays)],
          [phone.report.km, shown(report.distanceKm)],
          [phone.report.onTime, shown(report.onTimePct, '%')],
          [phone.report.coverage, shown(report.coveragePct, '%')],
          [texts.visits, String(report.visits)],
        ],
        bars: report.days.map(({ day, workedMin }) => ({ day: Number(day.slice(8)), value: workedMin / 60 })),
        barsTitle: phone.report.chart,
      }),
    );
  };
  return (
    <section className="mq-card">
      {picture ? (
        <>
          <img className="mq-share" src={picture} alt={texts.pictureAlt} />
          <p className="mq-muted">{texts.shareHint}</p>
          <a className="mq-link-button" href={picture} download={`mingqin-${report.month}.png`}>
            {texts.save}
          </a>
        </>
      ) : (
        <Button block onClick={draw}>
          {texts.share}
        </Button>
      )}
    </section>
  );
}
