import type { caseNoticesZh } from './case-notices.zh.ts';

/** The same, en-US. */
export const caseNoticesEn: typeof caseNoticesZh = {
  departed: {
    title: {
      unsent: (caseNo) => `Case ${caseNo}: a notice could not be sent`,
      held: (caseNo) => `Case ${caseNo}: the time to explain stands still`,
      heard: (caseNo) => `Case ${caseNo}: the time to explain goes on`,
    },
    state: {
      unsent: 'The person has left and has no chat account',
      held: 'The person has left and cannot answer',
      heard: 'Done',
    },
    text: {
      unsent: (pseudonym) =>
        `There is no phone number or mail address of ${pseudonym}. Make a link under “Leavers” and hand it over, or send a letter.`,
      held: (pseudonym) =>
        `${pseudonym} left while asked to explain, and has neither a chat account nor a link that opens. Make a link under “Leavers” and hand it over; while the name is closed, ask for it in the case first. The time goes on once the link is made.`,
      heard: (pseudonym) => `The time of ${pseudonym} to explain goes on, or the case has moved on.`,
    },
    open: 'Open the case',
  },
  letter: {
    title: (no) => `A letter for you: ${no}`,
    fresh: 'Please receive it',
    received: 'Received',
    void: 'No longer counts',
    text: 'Open it and press “I have received it”. Receiving it is no agreement with what it says.',
    voidText:
      'The penalty it tells of was taken back: this letter no longer counts, and there is nothing to confirm.',
    open: 'See the letter',
  },
};
