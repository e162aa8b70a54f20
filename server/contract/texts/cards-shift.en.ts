import type { cardsShiftZh } from './cards-shift.zh.ts';

/** Cards about a shift, en-US. */
export const cardsShiftEn: typeof cardsShiftZh = {
  punchConfirm: {
    title: 'Please confirm a punch',
    kind: { in: 'check-in', out: 'check-out' },
    person: 'Employee',
    time: 'Time',
    arrived: (when) =>
      `Received ${when}; the time of the punch is the phone's. Without a signal it comes late, which is common.`,
    why: 'Why it needs you',
    accept: 'Was at work',
    decline: 'Not seen: say why',
    state: { open: 'To confirm', accepted: 'Confirmed', declined: 'Could not be confirmed' },
    others: (n) =>
      `${n === 1 ? '1 more punch waits' : `${n} more punches wait`} for you in the list; there is no card for each.`,
    list: 'Open the list',
    hint: 'The time of the punch is kept. Confirm if you saw the person at work; if not, say why in the app.',
  },
  overtimeRequest: {
    title: 'Overtime request',
    person: 'Employee',
    time: 'Overtime',
    why: 'Reason',
    accept: 'Agree',
    decline: 'No: say why',
    state: { pending: 'To decide', approved: 'Agreed', declined: 'Not agreed' },
    hint: 'The employee punched outside working time and asks that it counts as overtime. Your yes confirms the punch too; a no changes no other record.',
  },
  presencePrompt: {
    title: 'Are you at work?',
    state: { open: 'Please confirm', answered: 'Confirmed', unanswered: 'No answer' },
    ask: (at) => `Please tap before ${at}: it updates your location once, or scan the store's code.`,
    answer: 'Confirm now',
    hint: 'No answer is only no data; it never counts against you. You are asked in working time only.',
  },
};
