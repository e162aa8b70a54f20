import type { LeadsTexts } from './leads.zh.ts';

/** Words of leads in cases and cards, en-US. */
export const leadsEn: LeadsTexts = {
  source: { hr: 'HR', manager: 'manager', customer: 'customer', anonymous: 'anonymous' },
  kind: {
    second_job: 'other work during working hours',
    rival_place: 'serving at another business during working hours',
    absent: 'not at work during working hours',
    sales_elsewhere: 'taking customers or orders elsewhere',
    other: 'something else',
  },
  sentence: (source, day, kind) =>
    `A lead (${source}) says that there was “${kind}” on ${day}. It is not verified and is no evidence by itself.`,
  clears:
    'The schedule, punches, visits or arrangements of that day, or anything that shows what was being done.',
  card: {
    title: (no) => `Lead · ${no}`,
    state: { new: 'To handle', accepted: 'Case opened', dismissed: 'Not taken up', malicious: 'Malicious' },
    text: (source) =>
      `A lead (${source}) has come in. Please read it and decide. It is no evidence by itself.`,
    open: 'Open in the console',
    hint: 'Cards show neither content nor names. Whoever sent it is protected.',
    subjectTitle: 'A lead about you is closed',
    subjectState: 'Not upheld',
    subjectText: (no) =>
      `Somebody sent a lead about you (${no}). It was found to be malicious and is closed; it has no effect on you.`,
  },
  message: (no, isMalicious) =>
    isMalicious
      ? `[Mingqin] The lead ${no} you sent was found untrue and malicious; it is closed.`
      : `[Mingqin] The lead ${no} you sent has been dealt with. Thank you.`,
};
