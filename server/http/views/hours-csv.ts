import type { Language } from '../../contract/texts/sentence.ts';
import { hoursCsvTexts } from '../../contract/texts/hours-csv.ts';
import type { MonthlyReport } from '../../contract/views.ts';
import { csvCell } from '../../domain/csv-cell.ts';

type Month = Pick<MonthlyReport, 'month' | 'days' | 'overtime'>;

/** The person's own hours, kilometres and agreed overtime of a month by day, to claim or to check by; what nobody measured is empty. */
export function hoursCsv({ month, days, overtime }: Month, language: Language): string {
  const texts = hoursCsvTexts[language];
  const named = new Set([...days.map(({ day }) => day), ...overtime.map(({ day }) => day)]);
  const rows = [...named].toSorted().map((day) => {
    const known = days.find((one) => one.day === day);
    const agreed = overtime.find((one) => one.day === day);
    return [
      day,
      hoursOf(known?.workedMin ?? 0),
      String(known?.distanceKm ?? ''),
      String(agreed?.minutes ?? 0),
    ];
  });
  const km = days.reduce((sum, { distanceKm }) => sum + (distanceKm ?? 0), 0);
  const minutes = overtime.reduce((sum, one) => sum + one.minutes, 0);
  const worked = days.reduce((sum, { workedMin }) => sum + workedMin, 0);
  const total = [texts.total(month), hoursOf(worked), String(Math.round(km * 10) / 10), String(minutes)];
  const lines = [texts.header, ...rows, total].map((cells) => cells.map(csvCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

const hoursOf = (minutes: number): string => String(Math.round(minutes / 6) / 10);
