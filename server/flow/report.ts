import type { MonthlyReport } from '../contract/views.ts';
import { daysOf, monthBefore, reportNumbers, type ReportFacts } from '../domain/report/monthly-report.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { findAlerts } from '../store/alerts.ts';
import { listCases } from '../store/cases.ts';
import { findDetections } from '../store/detections.ts';
import type { Person } from '../store/people.ts';
import { findPunches } from '../store/punches.ts';
import { findSchedules } from '../store/schedules.ts';

const MANY = 1000;

/** 月度行程轨迹分析报告: the person's own month, with the same numbers the company sees. */
export async function monthlyReport(person: Person, month: string): Promise<MonthlyReport> {
  const days = daysOf(month);
  const first = days[0] ?? `${month}-01`;
  const last = days.at(-1) ?? first;
  const [facts, before, alerts, cases] = await Promise.all([
    loadFacts(person, month),
    loadFacts(person, monthBefore(month)),
    findAlerts(person.id, first, last),
    listCases({ personId: person.id, limit: MANY }),
  ]);
  const previous = reportNumbers(before);
  const hasPrevious = previous.days.length > 0;
  return {
    ...reportNumbers(facts),
    ...(hasPrevious && {
      previous: {
        workedDays: previous.workedDays,
        distanceKm: previous.distanceKm,
        coveragePct: previous.coveragePct,
      },
    }),
    alerts: alerts
      .filter(({ publishedAt, status }) => publishedAt !== undefined || status === 'silenced')
      .map(({ id, alertNo, day, status, finding }) => ({
        id,
        alertNo,
        day,
        status,
        sentence: finding.sentence,
      })),
    cases: cases
      .filter(({ openedAt, state }) => state !== 'open' && dayOf(openedAt, person.timeZone).startsWith(month))
      .map(({ id, caseNo, openedAt, state, outcome }) => ({
        id,
        caseNo,
        openedAt: openedAt.toISOString(),
        state,
        ...(outcome !== undefined && { outcome }),
      })),
  };
}

/** The numbers of a month and the punches they rest on. */
export async function monthNumbers(person: Person, month: string) {
  const facts = await loadFacts(person, month);
  return { numbers: reportNumbers(facts), punches: facts.punches };
}

async function loadFacts({ id, timeZone }: Person, month: string): Promise<ReportFacts> {
  const days = daysOf(month);
  const first = days[0] ?? `${month}-01`;
  const last = days.at(-1) ?? first;
  const fromAt = instantOf(first, '00:00', timeZone);
  const toAt = instantOf(addDays(last, 1), '00:00', timeZone);
  const [schedules, punches, detections] = await Promise.all([
    findSchedules(id, first, last),
    findPunches(id, fromAt, toAt),
    findDetections(id, first, last),
  ]);
  return {
    month,
    timeZone,
    schedules,
    punches: punches.map(({ kind, at, status }) => ({
      kind,
      at,
      isConfirmed: status === 'confirmed',
      isWaiting: status === 'needs_confirmation',
    })),
    detections: detections.flatMap(({ day, result }) =>
      result && result.fixes > 0
        ? [
            {
              day,
              coveragePct: result.coveragePct,
              distanceKm: result.distanceKm,
              stays: result.stays.length,
            },
          ]
        : [],
    ),
  };
}
