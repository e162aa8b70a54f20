import type { ConsoleTexts } from '../console-texts.ts';

export const enConsoleCase: ConsoleTexts['consoleCase'] = {
  more: 'More',
  unsent: {
    title: 'What you wrote was not sent',
    hint: 'The case has just moved on, and this step is no longer there. Your words stay here to be copied until you leave this page.',
    drop: 'Not needed',
  },
  uncertain: '(crosses a year whose holidays are not announced; the date may move)',
  messages: {
    title: 'Messages with the person',
    none: 'No messages yet. The bot passes them on.',
    noneMasked: 'No messages yet. The bot passes them on; you need no name.',
    subject: 'The person',
    text: 'Message to the person',
    send: 'Send',
    kept: 'Messages cannot be changed or deleted; both sides see them.',
    templates: [
      {
        label: 'Ask for papers',
        text: 'Hello, please add the delivery note or the customer’s signature of that day to the case in the app, so that we can check it. Thank you.',
      },
      {
        label: 'Ask for a time to talk',
        text: 'Hello, we would like to hear you in person or by phone. Please answer with a time within your working hours; you may bring somebody along.',
      },
      {
        label: 'Explanation received',
        text: 'Hello, your explanation has arrived. We answer within the time for verification; you may add papers until then.',
      },
    ],
  },
  contact: {
    title: 'Contact',
    queued: (at) => `Off or on leave: the message goes out at ${at}, which counts as contacted`,
    sent: 'The bot has written to the person',
    until: (at) => `May explain until ${at}`,
    ended: (at) => `Explanation ended ${at}`,
    duty: (hr) => `On duty: ${hr}`,
    deputies: (names) => `deputies: ${names}`,
  },
  extend: {
    title: 'Extend the verification',
    hint: 'Once, by three working days; the reason stays in the case.',
    button: 'Extend by three working days',
    reason: 'Reason (at least 20 characters)',
    fill: 'Fill in a reason',
    template:
      'A record of that day has to come from a third party; it will be here within three working days.',
    done: 'The verification was extended',
  },
  wait: {
    title: 'Wait for something outside',
    hint: 'The procedure’s clock stands still; the wait has its own and is recorded apart.',
    button: 'Begin to wait',
    kind: 'For what',
    dueDay: 'Last day',
    standard: 'empty: the standard time',
    reason: 'Reason (at least 20 characters)',
    fill: 'Fill in a reason',
    template: 'The procedure is complete only once this has come; the case goes on afterwards.',
  },
  resume: {
    title: 'Waiting',
    button: 'It has come: go on',
    reason: 'What came of it (at least 20 characters)',
    fill: 'Fill in a result',
    template: 'What was waited for has come and was put into the case; the procedure goes on.',
  },
  waits: {
    title: 'Waits',
    row: (from, to) => `${from} to ${to}`,
    running: (due) => `running, until ${due}`,
    days: (n) => `${n} working days (not counted)`,
  },
  close: {
    title: 'Close',
    hint: 'The proposal was turned down. Propose anew, or close without a penalty.',
    button: 'Close without a penalty',
    reason: 'Reason (at least 20 characters)',
    fill: 'Fill in a reason',
    template:
      'The proposal was not approved and the evidence supports nothing else; closed without a penalty.',
  },
  departed: {
    left: 'The person has left.',
    has: 'The person has left, and reads and answers by a personal link.',
    hasNot:
      'The person has left and has neither a chat account nor a link that opens: no notice gets there, and nothing can be explained or appealed.',
    how: 'Make a personal link',
    masked: 'The name is closed: ask to see it first, then make a link under “Leavers”.',
  },
  revoke: {
    title: 'Take the penalty back',
    hint: 'For a penalty whose ground has fallen since, also after the case has closed. The person gets the reason as you write it; letters of the penalty that went out no longer count.',
    button: 'Take the penalty back',
    reason: 'Why it is taken back (the person reads it; at least 20 characters)',
    fill: 'Fill in a reason',
    template:
      'The penalty rested on ［which fact or evidence］, which ［what］ has since disproved; it no longer holds and is taken back.',
    by: 'Taken back',
    groundFell: (at) =>
      `Later data or records disproved the alert of this case on ${at}. The penalty still stands: please review it.`,
    whoMay: (names) => `If its ground has fallen, ${names} may take it back, not having proposed it.`,
    nobodyMay:
      'If its ground has fallen, an HR lead or lawyer who did not propose it takes it back; there is nobody like that now.',
  },
  appeal: {
    title: 'Appeal',
    until: (at) => `The person may appeal until ${at}; nothing is carried out before`,
    untilAfter: (at) => `The person may appeal until ${at}`,
    decideTitle: 'Decide the appeal',
    hint: 'You had no part in this case. Look at all facts and the explanation anew; an appeal never makes it worse.',
    result: 'Decision',
    changedTo: 'Changed to',
    reason: 'Reason (at least 20 characters)',
    fill: 'Fill in a reason',
    template: (result) =>
      `Facts, evidence and procedure were looked at anew. ［Answer each point of the appeal, with why］. Decision: ${result}.`,
    button: 'Decide',
    decided: 'Decision',
  },
  execution: { title: 'Execution', revoked: (at) => `taken back ${at}` },
  duty: {
    title: 'Duty and calendar',
    roster: 'Duty roster',
    rosterHint:
      'New cases go to who is on duty that day; who stands in takes over during leave. Without a roster they go to HR.',
    none: 'Nobody is on the roster yet.',
    from: 'From',
    to: 'To',
    hr: 'On duty',
    deputy: 'Deputy',
    add: 'Add to the roster',
    remove: 'Remove',
    calendar: 'Working days',
    calendarHint:
      'Deadlines follow the public calendar with its swapped days; set what the company does differently, and running deadlines follow.',
    announced: (year) => `The holidays of ${year} are announced`,
    unannounced: (year) =>
      `The holidays of ${year} are not announced: weekdays only, and deadlines that cross into it say so`,
    day: 'Day',
    kind: { work: 'Work', rest: 'Rest' },
    set: 'Save',
    clear: 'Public calendar',
  },
};
