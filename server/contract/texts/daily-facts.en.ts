import type { DailyFact } from '../custom-rule.ts';

/** What the numbers of a day are called, en-US. */
export const dailyFactsEn: Readonly<Record<DailyFact, string>> = {
  workMin: 'Scheduled working time',
  coveragePct: 'Coverage of the shift',
  observedMin: 'Time with positions',
  stays: 'Stays',
  stayMin: 'Time in stays',
  moveKm: 'Way travelled',
  radiusKm: 'Radius of the day',
  unknownMin: 'Time at unknown places',
  longestUnknownMin: 'Longest stay at an unknown place',
  newAreaPct: 'Share of time in areas never seen',
  punches: 'Punches',
  firstPunchLateMin: 'First punch after the start',
  lastPunchEarlyMin: 'Last punch before the end',
  visits: 'Logged visits',
  visitMin: 'Time in visits',
  orders: 'Own orders',
  salesYuan: 'Own sales (CNY)',
  tasks: 'Waybill tasks',
};
