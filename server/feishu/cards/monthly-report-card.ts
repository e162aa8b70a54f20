import type { Card, CardElement } from '../../contract/card.ts';
import type { MonthlyReport } from '../../contract/views.ts';
import { card, labelled, linkButton, numberRow, paragraph } from './parts.ts';
import type { CardNumber } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

export type MonthlyReportCardInput = Readonly<{
  report: Pick<
    MonthlyReport,
    'month' | 'workedDays' | 'distanceKm' | 'coveragePct' | 'punches' | 'days' | 'previous' | 'alerts'
  >;
  url: string;
  language?: Language;
}>;

/** To the employee, 1:1: the month in numbers and a chart; what is unknown says so and is never zero. */
export function monthlyReportCard({ report, url, language }: MonthlyReportCardInput): Card {
  const texts = cardTexts(language);
  const words = texts.monthlyReport;
  const [year = 0, month = 1] = report.month.split('-').map(Number);
  const title = words.title(texts.month(year, month));
  const { confirmed, total } = report.punches;
  return card({
    title,
    template: 'green',
    summary: title,
    elements: [
      paragraph(words.greeting),
      numberRow(numbersOf(report, language)),
      report.days.length === 0 ? null : hoursChart(report.days, words.chart),
      coverageChart(report.days, words.coverageChart),
      labelled(words.punches, words.punchesValue(confirmed, total), texts),
      labelled(words.notices, words.noticesValue(report.alerts.length), texts),
      linkButton(words.open, url, 'primary'),
    ],
  });
}

function numbersOf(report: MonthlyReportCardInput['report'], language?: Language): CardNumber[] {
  const texts = cardTexts(language);
  const { workedDays, distance, coverage, days, km, percent, before } = texts.monthlyReport;
  const number = (
    label: string,
    show: (value: number) => string,
    [now, last]: readonly [number | null, number | null | undefined],
  ): CardNumber => ({
    label: last == null ? label : `${label}${texts.separator}${before(show(roundTenth(last)))}`,
    value: now === null ? texts.noData : show(roundTenth(now)),
  });
  return [
    number(workedDays, days, [report.workedDays, report.previous?.workedDays]),
    number(distance, km, [report.distanceKm, report.previous?.distanceKm]),
    number(coverage, percent, [report.coveragePct, report.previous?.coveragePct]),
  ];
}

function hoursChart(days: MonthlyReport['days'], title: string): CardElement {
  const values = days.slice(0, 31).map(({ day, workedMin }) => ({
    day: day.slice(5),
    hours: roundTenth(workedMin / 60),
  }));
  const spec = { type: 'bar', title: { text: title }, data: { values }, xField: 'day', yField: 'hours' };
  return { tag: 'chart', aspect_ratio: '16:9', color_theme: 'brand', preview: true, chart_spec: spec };
}

/** Days without a shift are left out, never drawn as zero; one day is no line. */
function coverageChart(days: MonthlyReport['days'], title: string): CardElement | null {
  const values = days
    .slice(0, 31)
    .flatMap(({ day, coveragePct }) =>
      coveragePct === null ? [] : [{ day: day.slice(5), coverage: Math.round(coveragePct) }],
    );
  if (values.length < 2) return null;
  const spec = { type: 'line', title: { text: title }, data: { values }, xField: 'day', yField: 'coverage' };
  return { tag: 'chart', aspect_ratio: '16:9', color_theme: 'brand', preview: true, chart_spec: spec };
}

const roundTenth = (value: number): number => Math.round(value * 10) / 10;
