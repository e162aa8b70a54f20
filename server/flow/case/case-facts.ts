import type { CalendarOverrides } from '../../domain/calendar.ts';
import type { Case } from '../../domain/case/case.ts';
import type { ClockFacts } from '../../domain/case/deadlines.ts';
import { ownWorkingDays } from '../../domain/case/own-roster.ts';
import { ProcedureSettingsSchema, type ProcedureSettings } from '../../domain/case/settings.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { findSchedules } from '../../store/schedules.ts';
import { getSetting } from '../../store/settings.ts';
import { ownDays, zoneWith } from '../company/calendar.ts';

export const PROCEDURE_KEY = 'case-procedure';
/** The cap of an explanation, and the longest leave that is looked past. */
const ROSTER_DAYS = 31;

/** What the company's settings say of every case's deadlines; whoever tends many cases reads it once. */
export type CaseRules = Readonly<{ ownDays: CalendarOverrides; settings: ProcedureSettings }>;

export async function caseRules(): Promise<CaseRules> {
  const [days, settings] = await Promise.all([ownDays(), procedureSettings()]);
  return { ownDays: days, settings };
}

/** What the deadlines of this case are counted with now. */
export async function factsOf(record: Case, rules?: CaseRules): Promise<ClockFacts> {
  const isExplaining = record.state === 'contacted' && record.explanationEndedAt === undefined;
  const known = rules ?? (await caseRules());
  return {
    zone: zoneWith(known.ownDays, record),
    settings: known.settings,
    rosteredDays: isExplaining && record.contact ? await rosterSince(record, record.contact.at) : [],
  };
}

export async function procedureSettings(): Promise<ProcedureSettings> {
  return ProcedureSettingsSchema.parse((await getSetting(PROCEDURE_KEY)) ?? {});
}

export async function schedulesFrom(record: Pick<Case, 'personId' | 'timeZone'>, at: Date) {
  const today = dayOf(at, record.timeZone);
  return findSchedules(record.personId, today, addDays(today, ROSTER_DAYS));
}

async function rosterSince(record: Case, at: Date): Promise<string[]> {
  return ownWorkingDays(await schedulesFrom(record, at));
}
