import type { CardTexts } from './cards.zh.ts';

/** Words of the approval definitions, en-US. */
export const approvalsEn: CardTexts['approval'] = {
  decision: {
    title: (caseNo) => `Proposed measure ${caseNo}`,
    case_no: 'Case number',
    subject: 'Pseudonym',
    finding: 'Verified facts',
    explanation: 'Explanation',
    penalty: 'Proposed measure',
    reason: 'Reason',
    legal_basis: 'Legal basis',
    evidence: 'Evidence',
    link: 'Open in the app',
  },
  declaration: {
    title: (person) => `Side-job declaration ${person}`,
    person: 'Person',
    kind: 'Kind',
    employer: 'Employer',
    place: 'Place',
    schedule: 'Hours',
    period: 'Period',
    note: 'Note',
    link: 'Open in the app',
  },
  export: {
    title: (caseNo: string) => `Evidence export ${caseNo}`,
    case_no: 'Case number',
    subject: 'Pseudonym',
    purpose: 'Purpose',
    link: 'Open in the app',
  },
  unmask: {
    title: (caseNo) => `Unmasking of case ${caseNo}`,
    case_no: 'Case number',
    subject: 'Pseudonym',
    purpose: 'Purpose',
    until: 'Valid until',
    link: 'Open in the app',
  },
  threshold: {
    title: (rule) => `Change of rule ${rule}`,
    rule: 'Rule',
    threshold: 'Threshold',
    from_value: 'Present value',
    to_value: 'New value',
    effect: 'Effect',
    reason: 'Reason',
    valid_from: 'Valid from',
    link: 'Open in the app',
  },
};
