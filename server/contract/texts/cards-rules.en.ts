import type { CardTexts } from './cards.zh.ts';

/** Words of the cards about side jobs and the code of conduct, en-US. */
export const cardsRulesEn: Pick<
  CardTexts,
  | 'declarationResult'
  | 'declarationSecondLook'
  | 'flexibleResult'
  | 'thresholdResult'
  | 'zone'
  | 'exonerated'
  | 'decisionReverted'
  | 'policyRequest'
> = {
  declarationResult: {
    title: 'Your side-job declaration',
    state: {
      approved: 'Approved',
      rejected: 'Not approved',
      upheld: 'Not approved, looked at again',
      noted: 'Registered',
      ended: 'Ended',
      expiring: 'Ends soon',
    },
    what: 'Declared',
    when: 'When',
    conditions: 'Conditions',
    comment: 'Comment',
    approvedHint: 'Within the declared hours and place there will be no reminders about it.',
    rejectedHint: 'You may change it and declare again, or read the reasons in the app.',
    reviewHint: (until) =>
      `If you disagree, you may ask once until ${until} that somebody who had no part in this answer looks again.`,
    upheldHint:
      'This is the answer of somebody who had no part in the first one. You may change it and declare again.',
    amnestyHint: 'You declared in the amnesty: nothing before this answer is held against you.',
    amnestyUpheldHint: 'You declared in the amnesty: nothing before the first answer is held against you.',
    notedHint:
      'A notice is enough for this one; nobody has to approve it. Declare again when something changes.',
    endedHint: 'It no longer holds from now on; what was before is not affected. Ask HR if you disagree.',
    expiringHint: 'Renew it before it ends, and what was approved goes on.',
    open: 'Open the declaration',
  },
  declarationSecondLook: {
    title: 'Second look at a side job',
    state: {
      approved: 'Approved on a second look',
      again: 'Being looked at again',
      rejected: 'Still not approved',
    },
    person: 'Employee',
    what: 'Declared',
    when: 'When',
    by: 'Looked at by',
    roles: { legal: 'Legal', hr_lead: 'HR lead', hr: 'HR' },
    conditions: 'Conditions',
    comment: 'Comment',
    approvedHint:
      'It holds now: within the declared hours and place there will be no reminders. Please plan accordingly.',
    againHint:
      'The approval was taken back and is being looked at again; until then it counts as not approved.',
    rejectedHint: 'Your answer stands.',
    noBlame:
      'An employee may ask once that somebody else looks at a refusal again. This is ordinary procedure and says nothing about you.',
    open: 'Open the declaration',
  },
  flexibleResult: {
    title: 'Flexible shift',
    state: {
      approved: 'Approved',
      rejected: 'Not approved',
      ended: 'Ended',
      lapsed: 'Nobody answered: no longer valid',
      stopped: 'Ended early by the employee',
    },
    who: 'Employee',
    when: 'When',
    until: 'Last day',
    comment: 'Comment',
    approvedHint:
      'These days count by the new hours. The shift in Feishu attendance does not change with it, and attendance and pay go by that: please settle the roster with your manager.',
    rejectedHint: 'The present shift stays. You may change the request and ask again.',
    endedHint: 'After the last day the usual shift is back; the days before are not affected.',
    lapsedHint: 'The days asked for are over; they went by the usual shift.',
    stoppedHint: 'After the last day the usual shift is back.',
    open: 'Open the request',
  },
  thresholdResult: {
    title: 'Change of thresholds',
    state: {
      live: 'Signed by both',
      refused: 'Refused',
      expired: 'Ended without both signatures',
      stale: 'Ended: its ground has changed',
      withdrawn: 'Ended: a signature was taken back',
    },
    asked: 'Put up',
    reason: 'Your reason',
    from: 'In force from',
    comment: 'What the signer said',
    liveHint:
      'Both have signed: the new thresholds judge what comes from that day on; earlier alerts stay as they are.',
    refusedHint:
      'One of the signers refused and nothing has changed. You can correct the draft, replay it and put it up again.',
    expiredHint:
      'The request in Feishu ran out or was taken back and nothing has changed. To go on, replay it and put it up again.',
    staleHint:
      'Other thresholds came into force after you put it up, so the replay no longer applies and nothing was changed. Replay it against what is in force now.',
    withdrawnHint:
      'A signer took the signature back in Feishu. What was not in force yet will not be; where it was, and nothing changed it since, the thresholds before it are back.',
    open: 'Open tuning',
  },
  zone: {
    title: 'Your zone',
    state: { assigned: 'Assigned', ended: 'No longer yours', gone: 'Withdrawn', back: 'Back' },
    zone: 'Zone',
    from: 'From',
    until: 'Last day',
    reason: 'Reason',
    by: 'By',
    assignedHint:
      'On the first day the zones of the day before count too. If the zone is wrong, tell whoever assigned it, or HR.',
    goneHint:
      'The zone was withdrawn and your days are not judged by it any more. You are told of a new one; until then only your other zones count, if you have any.',
    backHint:
      'The zone is on record again and counts again. If it is wrong, tell whoever assigned it, or HR.',
    endedHint:
      'On the day it ends the zones of the day before count too. After that your other zones count, or those of the region.',
    open: 'My zones and route',
  },
  exonerated: {
    title: (caseNo) => `Case ${caseNo} has lost its ground`,
    state: { hr: 'Please review', subject: 'In your favour' },
    body: {
      hr: 'Later positions, a corrected place or an arrangement entered later show that the alert was wrong. The case was talked over or carried out; nothing of it was changed.',
      subject:
        'Later positions, a corrected place or an arrangement entered later speak for you: the alert was wrong. HR was asked to review the case.',
    },
    pseudonym: 'Pseudonym',
    before: 'The alert then',
    hint: {
      hr: 'Please review it and tell the person the result. A penalty that no longer holds is taken back on the case’s page, by an HR lead or lawyer who did not propose it; while the time to appeal runs, the person may appeal too.',
      subject:
        'The alert is counted no more. You may appeal while the time to appeal runs, or talk to HR directly.',
    },
    finalHint: {
      hr: 'Please review the case and tell the person what came of it: an appeal can take nothing back any more. A penalty that no longer holds is taken back on the case’s page, by an HR lead or lawyer who did not propose it.',
      subject: 'The alert counts in no figures any more. Please ask HR what came of the review.',
    },
    open: 'Open the case',
  },
  decisionReverted: {
    title: (caseNo) => `Approval of case ${caseNo} taken back`,
    pseudonym: 'Pseudonym',
    open: 'Open the case',
    back: {
      state: 'Returned',
      text: 'Whoever approved it took the approval back in Feishu. Nothing is carried out yet: the case is where it was before the proposal, and the person was told.',
      hint: 'Check why, then propose anew, talk or close; take back in writing any decision letter that went out.',
    },
    done: {
      state: 'Carried out: for the HR lead',
      text: 'Whoever approved it took the approval back in Feishu, but the decision is carried out already. Nothing is undone by itself.',
      hint: 'HR lead: find out why, decide whether the penalty is taken back and the person made whole, and tell the person.',
    },
  },
  policyRequest: {
    title: 'Please read the code of conduct',
    state: {
      open: 'Waits for you',
      reminder: 'Reminder',
      done: 'Acknowledged',
      replaced: 'A newer version took its place',
      withdrawn: 'Taken back',
    },
    withdrawn:
      'The company took this version back before its first day and it will not apply: there is nothing to read or acknowledge. An acknowledgement already given is kept as a record and has no other effect.',
    reason: 'Why it was taken back',
    replaced:
      'A newer version took the place of this one before its first day: there is nothing to acknowledge here. Please see the notice of the newer one.',
    first: 'The company has published a code of conduct for field staff. Please read and acknowledge it.',
    again: 'The code of conduct has a new version. Please see what changed and acknowledge it again.',
    document: 'Document',
    version: 'Version',
    effective: 'In force from',
    read: 'Read it',
    compare: 'See the changes',
    hint: 'About 3 minutes. Acknowledging says that you have read it; it is no consent to collecting data and blocks no punch.',
  },
};
