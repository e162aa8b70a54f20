import type { MonthlyReport } from '../contract/views.ts';
import { groupBy } from '../domain/group-by.ts';
import { daysOf, monthBefore, reportNumbers, type ReportFacts } from '../domain/report/monthly-report.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { findAlerts } from '../store/alerts.ts';
import { listCases } from '../store/cases.ts';
import { findDetections } from '../store/detections.ts';
import type { Person } from '../store/people.ts';
import { findPunches } from '../store/punches.ts';
import { tipsFor } from '../domain/report/tips.ts';
import { findCountedSchedules, findSchedules } from '../store/schedules.ts';
import { findMonthPlaces } from './own/my-month-map.ts';
import { findOvertimeOf } from '../store/overtime-requests.ts';
import { findVisits } from '../store/visits.ts';

const MANY = 1000;
const DAY_MS = 86_400_000;
/** Own months shown beside: a season. */
const HISTORY_MONTHS = 3;

/** 月度行程轨迹分析报告: the person's own month, with the same numbers the company sees. */
export async function monthlyReport(person: Person, month: string, at: Date): Promise<MonthlyReport> {
  const days = daysOf(month);
  const first = days[0] ?? `${month}-01`;
  const last = days.at(-1) ?? first;
  const [own, overtime, places, history, alerts, cases] = await Promise.all([
    loadMonth(person, month, at),
    agreedOvertime(person, month),
    findMonthPlaces(person, month),
    loadHistory(person, month, at),
    findAlerts(person.id, first, last),
    listCases({ personId: person.id, limit: MANY }),
  ]);
  const { numbers, visits } = own;
  const previous = history.find((one) => one.month === monthBefore(month));
  const workedMin = numbers.days.reduce((sum, row) => sum + row.workedMin, 0);
  return {
    ...numbers,
    visits,
    overtime,
    places: places.map(({ days: on, minutes, name }) => ({
      days: on,
      minutes,
      ...(name !== undefined && { name }),
    })),
    history,
    tips: tipsFor({ ...numbers, workedMin, waiting: numbers.punches.waiting }, history),
    ...(previous && {
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

/** By the day it began, in order; days of several requests once. */
async function agreedOvertime(person: Person, month: string): Promise<MonthlyReport['overtime']> {
  const { fromAt, toAt } = spanOf(person, month);
  const requests = await findOvertimeOf(person.id, fromAt, toAt);
  const byDay = groupBy(
    requests.filter(({ status }) => status === 'approved'),
    ({ startAt }) => dayOf(startAt, person.timeZone),
  );
  return [...byDay]
    .map(([day, own]) => ({
      day,
      minutes: Math.round(own.reduce((sum, { startAt, endAt }) => sum + +endAt - +startAt, 0) / 60_000),
    }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** The own months before that have anything, the oldest first. */
async function loadHistory(person: Person, month: string, at: Date): Promise<MonthlyReport['history']> {
  const months: string[] = [];
  for (let one = monthBefore(month); months.length < HISTORY_MONTHS; one = monthBefore(one))
    months.unshift(one);
  const loaded = await Promise.all(months.map((one) => loadMonth(person, one, at)));
  return loaded.flatMap(({ numbers, visits }) => {
    const { workedDays, distanceKm, coveragePct, onTimePct } = numbers;
    if (numbers.days.length === 0 && visits === 0) return [];
    return [{ month: numbers.month, workedDays, distanceKm, coveragePct, onTimePct, visits }];
  });
}

async function loadMonth(person: Person, month: string, at: Date) {
  const { fromAt, toAt } = spanOf(person, month);
  const [facts, visits] = await Promise.all([
    loadFacts(person, month, at),
    findVisits(person.id, fromAt, toAt),
  ]);
  const logged = visits.filter(({ said }) => said === 'logged').length;
  return { numbers: reportNumbers(facts), visits: logged };
}

/** The numbers of a month as they are at `at`, and the punches they rest on. */
export async function monthNumbers(person: Person, month: string, at: Date) {
  const facts = await loadFacts(person, month, at);
  return { numbers: reportNumbers(facts), punches: facts.punches };
}

function spanOf({ timeZone }: Person, month: string) {
  const days = daysOf(month);
  const first = days[0] ?? `${month}-01`;
  const last = days.at(-1) ?? first;
  const fromAt = instantOf(first, '00:00', timeZone);
  const toAt = instantOf(addDays(last, 1), '00:00', timeZone);
  return { first, last, fromAt, toAt };
}

async function loadFacts(person: Person, month: string, readAt: Date): Promise<ReportFacts> {
  const { id, timeZone } = person;
  const { first, last, fromAt, toAt } = spanOf(person, month);
  const [before, after] = [addDays(first, -1), addDays(last, 1)];
  const [schedules, counted, punches, detections] = await Promise.all([
    findSchedules(id, before, after),
    findCountedSchedules(id, before, after),
    findPunches(id, new Date(+fromAt - DAY_MS), new Date(+toAt + DAY_MS)),
    findDetections(id, first, last),
  ]);
  return {
    month,
    at: readAt,
    timeZone,
    schedules,
    counted,
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
