import { z } from 'zod';
import { spreadMoment } from '../../domain/case/publication.ts';
import { nextWorkMoment } from '../../domain/calendar.ts';
import { monthBefore } from '../../domain/report/monthly-report.ts';
import { dayOf, instantOf } from '../../domain/time.ts';
import { monthlyReportCard } from '../../feishu/cards/monthly-report-card.ts';
import { teamReportCard } from '../../feishu/cards/team-report-card.ts';
import { findReport, insertReport } from '../../store/monthly-reports.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPerson, listStaff } from '../../store/people.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { zoneOf } from '../company/calendar.ts';
import { toPerson, type OutgoingCard } from '../card/card-parts.ts';
import type { Deps } from '../deps.ts';
import { monthlyReport, monthNumbers } from '../report.ts';
import { sliceOf, walkOn } from '../walk.ts';

const REPORT_AT = '10:00';
const KEY = 'reported-month';
/** People looked at side by side. */
const AT_ONCE = 4;

/** Once a month, on its first working day at 10:00: each employee gets the report of the month before, if there is anything in it. */
export async function sendReports(deps: Deps): Promise<void> {
  const timeZone = await getTimeZone();
  const thisMonth = dayOf(deps.now(), timeZone).slice(0, 7);
  const month = monthBefore(thisMonth);
  const done = z
    .string()
    .catch('')
    .parse(await getSetting(KEY));
  const due = nextWorkMoment(
    instantOf(`${thisMonth}-01`, '00:00', timeZone),
    REPORT_AT,
    await zoneOf({ timeZone }),
  );
  if (done >= month || deps.now() < due.at) return;
  const walk = { key: 'reports-walk', round: month, atOnce: AT_ONCE, sliceMs: sliceOf(deps) };
  const isDone = await walkOn(walk, await listStaff(), async (person) => {
    const { numbers } = await monthNumbers(person, month, deps.now());
    if (numbers.days.length === 0) return;
    const notBefore = spreadMoment(due.at, person.id, deps.spreadMs ?? 0);
    await insertReport({ personId: person.id, month, at: deps.now() }, notBefore);
  });
  if (isDone) await saveSetting(KEY, month);
}

/** The report's card, with the numbers as they are when it goes out. */
export async function buildReportCards(deps: Deps, id: string): Promise<OutgoingCard[]> {
  const sent = await findReport(id);
  const person = sent && (await findPerson(sent.personId));
  if (!sent || !person?.isActive) return [];
  if (sent.isTeam) {
    const card = teamReportCard({ month: sent.month, url: `${deps.publicUrl}/console/#/care` });
    return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
  }
  const report = await monthlyReport(person, sent.month, deps.now());
  const card = monthlyReportCard({ report, url: `${deps.publicUrl}/h5/#/report/${sent.month}` });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}
