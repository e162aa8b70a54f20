import { counted } from './counted.ts';
import { cardsAlertEn } from './cards-alert.en.ts';
import { cardsCaseEn } from './cards-case.en.ts';
import { cardsRulesEn } from './cards-rules.en.ts';
import { approvalsEn } from './approvals.en.ts';
import { cardsShiftEn } from './cards-shift.en.ts';
import type { CardTexts } from './cards.zh.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Words of the chat cards, en-US. */
export const cardsEn: CardTexts = {
  ...cardsAlertEn,
  ...cardsCaseEn,
  separator: ' · ',
  colon: ': ',
  noData: 'no data',
  mayBeRepeat: 'You may have received this message before: Feishu did not confirm the first sending.',
  at: (month, day, clock) => `${months[month - 1] ?? month} ${day}, ${clock}`,
  month: (year, month) => `${months[month - 1] ?? month} ${year}`,
  openDetail: 'Details',
  handledBy: (name) => `Handled by ${name}`,
  toast: {
    working: 'Working on it, the card will update',
    failed: 'That did not work. Try again later or use the app',
  },
  ...cardsShiftEn,
  monthlyReport: {
    title: (month) => `Itinerary report, ${month}`,
    greeting: 'Only you receive this report. The numbers are the ones the company sees.',
    workedDays: 'Days worked',
    distance: 'Work distance',
    coverage: 'Location coverage',
    punches: 'Punches',
    punchesValue: (confirmed, total) => `${confirmed} of ${total} confirmed`,
    days: (count) => counted(count, 'day'),
    km: (km) => `${km} km`,
    percent: (percent) => `${percent}%`,
    before: (value) => `last month ${value}`,
    chart: 'Hours worked per day',
    coverageChart: 'Location coverage per day (%; 0 = none received; days without a shift are left out)',
    notices: 'Reminders this month',
    noticesValue: (count) => (count === 0 ? 'none' : `${count}; only you see all of them`),
    open: 'Open the full report',
  },
  teamReport: {
    title: (month) => `Your teams in ${month}`,
    what: 'Overtime, rest, sales trend and workload of your teams last month, with what may be done for them.',
    hint: 'By groups of at least 5 people, nobody alone; detectors cannot read any of it.',
    open: 'Open the report',
  },
  adminHealth: {
    title: 'System health',
    failing: (n) => (n === 1 ? 'Needs attention' : `${n} need attention`),
    healed: 'Working again',
    part: 'Problem',
    since: 'Since',
    code: 'Code',
    parts: {
      'org-sync': {
        name: 'Directory sync',
        title: 'The directory sync has stopped',
        meaning: 'People and departments were not updated; the present list and rights stay as they are.',
        todo: 'Check the contact range of the app and recent reorganisations; if all is right, widen massLeave and sync again.',
      },
      schedules: {
        name: 'Shifts and punches',
        title: 'Shifts and punches are not up to date',
        meaning:
          'The latest shifts, leave and punches could not be read; locations are taken by the shifts read last.',
        todo: 'Check the attendance scopes, the attendance groups and the contact range; what is missing is read afterwards.',
      },
      'schedule-rows': {
        name: 'Single attendance records',
        title: 'Some people’s attendance records cannot be read',
        meaning:
          'Nothing is judged of these people on the days concerned, everybody else goes on; their locations are taken by the shifts read last.',
        todo: 'Look for the field below in Feishu’s attendance records; once it is right, the days are read again.',
      },
      events: {
        name: 'Events',
        title: 'Some events could not be handled',
        meaning:
          'They failed many times and are put aside; approvals are asked for every 15 minutes, the directory is read each night.',
        todo: "Look up the code in the server's log; then check the approvals and staff changes of that day.",
      },
      cards: {
        name: 'Cards',
        title: 'Some cards cannot be delivered',
        meaning:
          'The receiver has left, is outside the availability of the app, or the bot is not in the chat.',
        todo: 'Check the availability of the app and add the bot to the alert chats again.',
      },
      audit: {
        name: 'Audit log',
        title: 'The audit log does not hold',
        meaning:
          'The chain differs from its signed checkpoints: entries may have been edited, removed or cut off.',
        todo: 'Save the database as it is, clean nothing, and compare it with the checkpoints kept elsewhere.',
      },
      attendance: {
        name: 'Writing punches',
        title: 'Some punches did not reach the attendance record',
        meaning:
          'Confirmed punches were written again and are still missing there; all of them are kept here.',
        todo: 'Check the right to write attendance and the attendance groups; what is missing is written by itself.',
      },
    },
  },
  ...cardsRulesEn,
  approval: approvalsEn,
};
