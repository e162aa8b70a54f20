import { describe, expect, it } from 'vitest';
import type { Case } from '../../../server/domain/case/case.ts';
import { refuseMove, type Move } from '../../../server/domain/case/guard.ts';
import { procedure, type Need, type Row } from '../../../server/domain/case/transitions.ts';
import { cellsOf } from './cells.ts';
import { caseIn, NOW, readyFor } from './case-in-state.ts';

const at = NOW;
const later = new Date(+at + 86_400_000);
const wait = {
  kind: 'delivery',
  startedAt: at,
  dueAt: later,
  certain: true,
  byId: 'hr',
  reason: 'x',
} as const;
const explanation = { id: 'e', at, quickReason: 'other', text: '去送货' } as const;
const { appeal } = caseIn('appealed');
const ask = { requestId: 'r', at, byId: 'a', purpose: 'x', hours: 1, approverIds: [] };
const unsubstantiated = { at, byId: 'v', result: 'unsubstantiated', reason: 'x' } as const;
const substantiated = { ...unsubstantiated, result: 'substantiated' } as const;

/** What takes a need away from a case that has everything. */
const broken: Readonly<Record<Need, (subject: Case) => Case>> = {
  explanation_over_if_against: (subject) => running(subject),
  explanation_over: (subject) => running(subject),
  not_explained: (subject) => ({ ...subject, explanation }),
  answered: ({ explanation: _said, messages: _told, ...rest }) => rest,
  not_finished: (subject) => ({ ...subject, explanationEndedAt: at }),
  not_extended: (subject) => ({ ...subject, extension: { at, byId: 'lead', reason: 'x' } }),
  substantiated: (subject) => ({ ...subject, verification: unsubstantiated }),
  not_substantiated: (subject) => ({ ...subject, verification: substantiated }),
  not_talk_only: (subject) => ({ ...subject, isTalkOnly: true }),
  not_waiting: (subject) => ({ ...subject, waits: [wait] }),
  waiting: ({ waits: _waits, ...rest }) => rest,
  wait_allowed: (subject) => subject,
  decision_signed: ({ decision: _signed, ...rest }) => rest,
  window_over: (subject) => ({ ...subject, appealUntilAt: later }),
  in_window: (subject) => ({ ...subject, appealUntilAt: at }),
  not_appealed: (subject) => ({ ...subject, ...(appeal && { appeal }) }),
  name_closed: (subject) => ({ ...subject, explanation }),
  not_asked: (subject) => ({ ...subject, unmaskAsk: ask }),
  asked: ({ unmaskAsk: _asked, ...rest }) => rest,
  penalty_stands: (subject) => ({ ...subject, revocation: { at, byId: 'lead', reason: 'x' } }),
  asked_or_open: ({ unmaskAsk: _asked, unmask: _open, ...rest }) => rest,
};

describe('removing any one check of the procedure', () => {
  it('turns at least one cell red: every role, every relation, every need, every row', () => {
    const survived: string[] = [];
    let mutants = 0;
    for (const row of procedure)
      for (const [name, mutated] of mutantsOf(row)) {
        mutants += 1;
        if (!isKilled(row, mutated)) survived.push(`${row.from} ${row.move} without ${name}`);
      }
    expect(survived).toEqual([]);
    expect(mutants).toBeGreaterThan(250);
    process.stderr.write(`case procedure: ${mutants} checks removed one at a time, ${mutants} found\n`);
  });
});

/** The row with one thing less. */
function mutantsOf(row: Row): [string, Partial<Row>][] {
  const less = <T>(list: readonly T[], one: T): T[] => list.filter((other) => other !== one);
  return [
    ...row.who.map((role): [string, Partial<Row>] => [role, { who: less(row.who, role) }]),
    ...row.not.map((relation): [string, Partial<Row>] => [
      `not ${relation}`,
      { not: less(row.not, relation) },
    ]),
    ...row.needs.map((need): [string, Partial<Row>] => [need, { needs: less(row.needs, need) }]),
    ['its row', { from: 'withdrawn' }],
  ];
}

/** Whether the agreed table or a broken need shows the difference; the row is put back afterwards. */
function isKilled(row: Row, mutated: Partial<Row>): boolean {
  const before = { ...row };
  Object.assign(row, mutated);
  try {
    return (
      cellsOf(before.from, before.move).some(({ got, want }) => got() !== want) || accepts(before, mutated)
    );
  } finally {
    Object.assign(row, before);
  }
}

/** Whether the mutant lets a case through that lacks the need it no longer asks for. */
function accepts(before: Row, { needs }: Partial<Row>): boolean {
  const gone = before.needs.find((need) => needs?.includes(need) === false);
  if (gone === undefined) return false;
  const ready = readyFor(before.move, caseIn(before.from, before.when ?? 'not_executed'));
  const mover = before.who[0] ?? 'system';
  const move: Move = {
    event: before.move,
    actor: {
      personId: mover === 'subject' || mover === 'system' ? mover : 'somebody',
      roles: [mover],
      leadsSubject: false,
      regionId: 'pudong',
    },
    at,
    ...(gone === 'explanation_over_if_against' && { against: true }),
    ...(gone === 'wait_allowed' && { waitFor: 'correction_deadline' }),
  };
  return refuseMove(broken[gone](ready), move) === null;
}

function running({ explanationEndedAt: _ended, ...rest }: Case): Case {
  return { ...rest, explanationDueAt: later };
}
