import { CaseStateSchema, type CaseState } from '../../../server/contract/case.ts';
import type { CaseEvent, Relation } from '../../../server/domain/case/transitions.ts';

/** One legal move as people agreed on it, written out a second time by hand. */
export type Agreed = Readonly<{
  from: CaseState;
  move: CaseEvent;
  to: CaseState;
  roles: readonly string[];
  barred: readonly Relation[];
  clock: string;
  branch: string;
}>;

/** from, move, to, who, who of these not, clock afterwards; an appealed case differs by whether the penalty is carried out already. */
const TEXT = `
open        publish            explaining  system               -                                       contact
open        rejudge            open        system               -                                       same
open        note               open        area_manager         subject,other_region                    same
open        contact            contacted   hr,hr_lead           subject                                 explanation
open        permit             closed      system,area_manager  subject,other_region                    none
open        withdraw           withdrawn   system               -                                       none
explaining  rejudge            explaining  system               -                                       same
explaining  note               explaining  area_manager         subject,other_region                    same
explaining  ask                explaining  area_manager         subject,other_region                    same
explaining  contact            contacted   hr,hr_lead           subject                                 explanation
explaining  explain            explaining  subject              -                                       same
explaining  finish_explaining  explaining  subject              -                                       same
explaining  message            explaining  hr,hr_lead           subject                                 same
explaining  reply              explaining  subject              -                                       same
explaining  ask_unmask         explaining  hr,hr_lead           subject                                 same
explaining  unmask             explaining  hr_lead,legal        subject,asker,in_line                   same
explaining  end_unmask         explaining  system,hr_lead,legal subject                                 same
explaining  permit             closed      system,area_manager  subject,other_region                    none
explaining  withdraw           withdrawn   system               -                                       none
contacted   rejudge            contacted   system               -                                       same
contacted   note               contacted   area_manager         subject,other_region                    same
contacted   ask                contacted   area_manager         subject,other_region                    same
contacted   explain            contacted   subject              -                                       same
contacted   finish_explaining  contacted   subject              -                                       verification
contacted   end_explanation    contacted   system               -                                       verification
contacted   message            contacted   hr,hr_lead           subject                                 same
contacted   reply              contacted   subject              -                                       same
contacted   ask_unmask         contacted   hr,hr_lead           subject                                 same
contacted   unmask             contacted   hr_lead,legal        subject,asker,in_line                   same
contacted   end_unmask         contacted   system,hr_lead,legal subject                                 same
contacted   permit             closed      system,area_manager  subject,other_region                    none
contacted   talk               closed      hr,hr_lead           subject                                 none
contacted   extend             contacted   hr_lead              subject                                 verification
contacted   verify             verified    hr,hr_lead           subject                                 decision
contacted   wait               contacted   system,hr,hr_lead    subject                                 wait
contacted   resume             contacted   system,hr,hr_lead    subject                                 verification
contacted   withdraw           withdrawn   system               -                                       none
verified    message            verified    hr,hr_lead           subject                                 same
verified    reply              verified    subject              -                                       same
verified    ask_unmask         verified    hr,hr_lead           subject                                 same
verified    unmask             verified    hr_lead,legal        subject,asker,in_line                   same
verified    end_unmask         verified    system,hr_lead,legal subject                                 same
verified    talk               closed      hr,hr_lead           subject                                 none
verified    wait               verified    hr,hr_lead           subject                                 wait
verified    resume             verified    system,hr,hr_lead    subject                                 decision
verified    propose            proposed    hr,hr_lead           subject                                 approval
verified    close              closed      hr,hr_lead           subject                                 none
verified    withdraw           withdrawn   system               -                                       none
proposed    message            proposed    hr,hr_lead           subject                                 same
proposed    reply              proposed    subject              -                                       same
proposed    ask_unmask         proposed    hr,hr_lead           subject                                 same
proposed    unmask             proposed    hr_lead,legal        subject,asker,in_line                   same
proposed    end_unmask         proposed    system,hr_lead,legal subject                                 same
proposed    recall             verified    system               -                                       decision
proposed    approve            approved    legal                subject,proposer,in_line                appeal_window
proposed    reject             rejected    legal                subject,proposer,in_line                decision
proposed    withdraw           withdrawn   system               -                                       none
approved    message            approved    hr,hr_lead           subject                                 same
approved    reply              approved    subject              -                                       same
approved    wait               approved    hr,hr_lead           subject                                 wait
approved    resume             approved    system,hr,hr_lead    subject                                 execution
approved    revert             verified    system               -                                       decision
approved    execute            executed    hr,hr_lead           subject                                 closing
approved    appeal             appealed    subject              -                                       appeal
approved    withdraw           withdrawn   system               -                                       none
approved    revoke             closed      hr_lead,legal        subject,proposer,in_line                none
rejected    message            rejected    hr,hr_lead           subject                                 same
rejected    reply              rejected    subject              -                                       same
rejected    propose            proposed    hr,hr_lead           subject                                 approval
rejected    close              closed      hr,hr_lead           subject                                 none
rejected    withdraw           withdrawn   system               -                                       none
executed    message            executed    hr,hr_lead           subject                                 same
executed    reply              executed    subject              -                                       same
executed    wait               executed    hr,hr_lead           subject                                 wait
executed    resume             executed    system,hr,hr_lead    subject                                 closing
executed    appeal             appealed    subject              -                                       appeal
executed    close              closed      system               -                                       none
executed    revoke             closed      hr_lead,legal        subject,proposer,in_line                none
appealed    message            appealed    hr,hr_lead           subject                                 same
appealed    reply              appealed    subject              -                                       same
appealed    uphold             approved    hr_lead,legal        subject,proposer,verifier,decider,in_line  execution  not_executed
appealed    uphold             executed    hr_lead,legal        subject,proposer,verifier,decider,in_line  closing    executed
appealed    change             approved    hr_lead,legal        subject,proposer,verifier,decider,in_line  execution  not_executed
appealed    change             executed    hr_lead,legal        subject,proposer,verifier,decider,in_line  closing    executed
appealed    change_to_talk     closed      hr_lead,legal        subject,proposer,verifier,decider,in_line  none
appealed    overturn           closed      hr_lead,legal        subject,proposer,verifier,decider,in_line  none
appealed    revert             verified    system               -                                       decision   not_executed
appealed    withdraw           withdrawn   system               -                                       none       not_executed
closed      revoke             closed      hr_lead,legal        subject,proposer,in_line                none
`;

const EVENTS: readonly CaseEvent[] = [
  'publish',
  'rejudge',
  'note',
  'ask',
  'contact',
  'explain',
  'finish_explaining',
  'end_explanation',
  'message',
  'reply',
  'ask_unmask',
  'unmask',
  'end_unmask',
  'permit',
  'talk',
  'extend',
  'verify',
  'wait',
  'resume',
  'propose',
  'recall',
  'revert',
  'approve',
  'reject',
  'execute',
  'appeal',
  'uphold',
  'change',
  'change_to_talk',
  'overturn',
  'close',
  'withdraw',
  'revoke',
];
const RELATIONS: readonly Relation[] = [
  'subject',
  'proposer',
  'asker',
  'verifier',
  'decider',
  'in_line',
  'other_region',
];
export { EVENTS as events, RELATIONS as relations };
export const states = CaseStateSchema.options;

export const agreed: readonly Agreed[] = TEXT.trim().split('\n').map(readLine);

function readLine(line: string): Agreed {
  const [from = '', move = '', to = '', who = '', not = '', clock = '', branch = ''] = line.split(/\s+/);
  return {
    from: CaseStateSchema.parse(from),
    move: named(EVENTS, move),
    to: CaseStateSchema.parse(to),
    roles: who.split(','),
    barred: not === '-' ? [] : not.split(',').map((relation) => named(RELATIONS, relation)),
    clock,
    branch,
  };
}

function named<T extends string>(words: readonly T[], word: string): T {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new Error(`the table has an unknown word: ${word}`);
  return found;
}
