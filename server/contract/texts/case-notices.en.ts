import type { caseNoticesZh } from './case-notices.zh.ts';

/** The same, en-US. */
export const caseNoticesEn: typeof caseNoticesZh = {
  departed: {
    title: (caseNo) => `Case ${caseNo}: a notice could not be sent`,
    state: 'The person has left and has no chat account',
    text: (pseudonym) =>
      `There is no phone number or mail address of ${pseudonym}. Make a link under “People who left” and hand it over, or send a letter.`,
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
