import type { NonCompeteTexts } from './non-compete.zh.ts';

/** Words of the non-compete cards and pages, en-US. */
export const nonCompeteEn: NonCompeteTexts = {
  reason: {
    not_signed: 'no signed non-compete clause',
    role_not_covered: 'neither senior management, senior technical staff nor bound to secrecy',
    no_trade_secret: 'never came to know a trade secret: the clause has no effect',
    not_reviewed: 'legal has not reviewed scope, area and term yet',
    scope_excessive: 'scope, area or term go beyond the secrets known',
    term_too_long: 'the term is longer than 24 months',
    compensation_too_low: 'the monthly compensation is below the lawful floor',
    still_employed: 'still employed',
    not_begun: 'the restriction has not begun',
    term_ended: 'the restriction is over',
    released: 'the company has released the person',
    nothing_paid: 'no compensation was ever paid',
    unpaid: 'a payment is overdue',
    authorisation_missing: 'the person signed no authorisation for insurance records',
    authorisation_not_in_force: 'the authorisation for insurance records is not in force',
    authorisation_withdrawn: 'the person took the authorisation back',
    manual: 'stopped by a person',
  },
  state: {
    open: 'to be told',
    notified: 'waiting for the answer',
    verified: 'verified',
    demanded: 'asked to comply',
    objected: 'objected',
    closed: 'closed',
    withdrawn: 'withdrawn',
  },
  outcome: {
    unsubstantiated: 'unsubstantiated',
    dropped: 'not pursued',
    complied: 'complied',
    referred: 'before arbitration',
    withdrawn: 'withdrawn',
  },
  card: {
    title: (no) => `Non-compete · ${no}`,
    open: 'Open in the console',
    stopped: 'Monitoring stopped by itself',
    stoppedText: (reasons) =>
      `Why: ${reasons}. To go on, the conditions must hold again and a person must start it.`,
    undecided: 'Needs a look',
    undecidedText:
      'A new employer record looks like a company on the list, but not enough to say so. Please tell whether it is the same.',
    opened: 'A match to handle',
    openedText: 'The employer is on the list. This is a lead only: tell the person first and hear them.',
    answered: 'The person answered',
    answeredText: 'The person explained or objected. Please read it.',
    settled: 'Answered',
    certificate: 'New paper',
    certificateTitle: (no) => `Paper of a leaver · ${no}`,
    certificateText: 'Somebody handed in a paper through the door for leavers.',
    hint: 'Cards show no name and no company. Looking leaves an entry.',
  },
};
