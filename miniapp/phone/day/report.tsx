import { Button } from 'antd-mobile';
import { lazy, Suspense } from 'react';
import type { MonthlyReport } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { myApi } from '../../my-api.ts';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable, useTexts } from '../../texts/language.tsx';
import { reportTexts } from '../../texts/screens/report.ts';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { monthAfter } from './month.ts';
import { ReportMap } from './report-map.tsx';
import { ReportHistory, ReportShare, ReportTips } from './report-more.tsx';
import { dayIn } from '../company-day.ts';
import { useSession } from '../session.ts';

const DayChart = lazy(() => import('./day-chart.tsx').then((module) => ({ default: module.DayChart })));

/** The person's own month; compared with the own last month only, never with colleagues. */
export function Report({ param }: ScreenProps) {
  const texts = useTexts().phone.report;
  const format = useFormat();
  const thisMonth = dayIn(useSession().me.timeZone).slice(0, 7);
  const month = param || thisMonth;
  const loaded = useLoad(() => api.report(month), month);
  return (
    <Page title={texts.title} tab>
      <div className="mq-months">
        <Button size="small" aria-label={texts.prev} onClick={() => goTo(`/report/${monthAfter(month, -1)}`)}>
          ‹
        </Button>
        <strong>{format.month(month)}</strong>
        <Button
          size="small"
          aria-label={texts.next}
          disabled={month >= thisMonth}
          onClick={() => goTo(`/report/${monthAfter(month, 1)}`)}
        >
          ›
        </Button>
      </div>
      <Content loaded={loaded}>{(report) => <Month report={report} />}</Content>
    </Page>
  );
}

function Month({ report }: { report: MonthlyReport }) {
  const texts = useTexts().phone.report;
  const more = useTable(reportTexts);
  const { language } = useLanguage();
  const shown = (value: number | null, unit = ''): string =>
    value === null ? texts.noData : `${round(value)}${unit}`;
  const overtimeMin = report.overtime.reduce((sum, { minutes }) => sum + minutes, 0);
  const figures = [
    [texts.days, String(report.workedDays)],
    [texts.km, shown(report.distanceKm)],
    [texts.coverage, shown(report.coveragePct, '%')],
    [texts.onTime, shown(report.onTimePct, '%')],
    ...(overtimeMin > 0 ? [[more.overtime, more.minutes(overtimeMin)] as const] : []),
    ...(report.visits > 0 ? [[more.visits, String(report.visits)] as const] : []),
  ] as const;
  return (
    <>
      <section className="mq-card">
        <dl className="mq-figures">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dd className={value === texts.noData ? 'mq-figure-none' : undefined}>{value}</dd>
              <dt>{name}</dt>
            </div>
          ))}
        </dl>
        <p className="mq-muted">
          {texts.punches(report.punches.total, report.punches.waiting)}
          {report.previous && ` · ${texts.compared(report.previous.workedDays)}`}
        </p>
        <p className="mq-muted">{texts.coverageHint}</p>
        {report.days.length > 0 && (
          <>
            <a className="mq-link-button" href={myApi.hoursSheet(report.month, language)} download>
              {more.sheet}
            </a>
            <p className="mq-muted">{more.sheetHint}</p>
          </>
        )}
      </section>
      {report.days.length > 0 && (
        <section className="mq-card">
          <Suspense fallback={null}>
            <DayChart title={texts.chart} days={report.days.map((row) => [row.day, row.workedMin / 60])} />
            <DayChart title={texts.chartKm} days={report.days.map((row) => [row.day, row.distanceKm])} />
          </Suspense>
        </section>
      )}
      <ReportMap report={report} />
      <ReportTips report={report} />
      <ReportHistory report={report} />
      <Mentions report={report} />
      <ReportShare key={report.month} report={report} />
    </>
  );
}

/** Once something was decided "no outcome yet" would be untrue: the state says how far it is. */
const DECIDED: ReadonlySet<string> = new Set(['approved', 'appealed', 'executed']);
const noteOf = (state: string, words: { noOutcome: string; decidedNote: string }): string =>
  DECIDED.has(state) ? words.decidedNote : words.noOutcome;

function Mentions({ report }: { report: MonthlyReport }) {
  const { language, texts } = useLanguage();
  const { words, phone } = texts;
  const format = useFormat();
  const statuses: Record<string, string> = words.alertStatus;
  const cases = report.cases.map((row) => ({
    id: row.id,
    to: `/cases/${row.id}`,
    title: `${row.caseNo} · ${format.day(row.openedAt)}`,
    note: row.outcome
      ? format.named(phone.case.outcome, words.outcome[row.outcome])
      : noteOf(row.state, phone.case),
    tag: words.state[row.state],
  }));
  const alerts = report.alerts.map((row) => ({
    id: row.id,
    to: `/alerts/${row.id}`,
    title: `${row.alertNo} · ${format.calendarDay(row.day)}`,
    note: row.sentence[language],
    tag: statuses[row.status] ?? row.status,
  }));
  return (
    <>
      <MentionCard title={phone.report.cases} rows={cases} />
      <MentionCard title={phone.report.alerts} rows={alerts} />
    </>
  );
}

type Mention = { id: string; to: string; title: string; note: string; tag: string };

function MentionCard({ title, rows }: { title: string; rows: readonly Mention[] }) {
  const texts = useTexts().phone.report;
  return (
    <section className="mq-card" aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 && <p className="mq-muted">{texts.none}</p>}
      <ul className="mq-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className="mq-row" onClick={() => goTo(row.to)}>
              <span className="mq-grow">
                <strong>{row.title}</strong>
                <span className="mq-muted">{row.note}</span>
              </span>
              <span className="mq-tag">{row.tag}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const round = (value: number): string => String(Number(value.toFixed(1)));
