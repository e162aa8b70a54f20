import type { CaseState } from '../../../server/contract/case.ts';
import { RoleSchema } from '../../../server/contract/person.ts';
import { refuseMove, type CaseActor, type MoveFault } from '../../../server/domain/case/guard.ts';
import type { CaseEvent, Relation } from '../../../server/domain/case/transitions.ts';
import { caseIn, NOW, readyFor } from './case-in-state.ts';
import { agreed, relations, type Agreed } from './procedure-table.ts';

export const branches = ['not_executed', 'executed'] as const;
export const roles: readonly string[] = [...RoleSchema.options, 'system'];
type Cell = Readonly<{ name: string; got: () => MoveFault | null; want: MoveFault | null }>;

/** One move from one state, by everybody: what the guard says, and what the agreed table wants it to say. */
export function cellsOf(state: CaseState, event: CaseEvent): Cell[] {
  return (state === 'appealed' ? branches : ['']).flatMap((branch) => {
    const subject = readyFor(event, caseIn(state, branch));
    const row = agreedRow(state, event, branch);
    return roles.flatMap((role) =>
      (role === 'system' ? (['none'] as const) : (['none', ...relations] as const)).map((relation) => ({
        name: `${state} ${branch} ${event} ${role} ${relation}`,
        got: () => refuseMove(subject, { event, actor: actorOf(role, relation), at: NOW }),
        want: expectedOf(row, role, relation),
      })),
    );
  });
}

export const agreedRow = (state: CaseState, event: CaseEvent, branch: string): Agreed | undefined =>
  agreed.find(
    (row) => row.from === state && row.move === event && (row.branch === '' || row.branch === branch),
  );

/** Somebody with one role, who stands so to the case. */
function actorOf(role: string, relation: Relation | 'none'): CaseActor {
  return {
    personId: role === 'system' ? 'system' : relation,
    roles: ['employee', role],
    leadsSubject: relation === 'in_line',
    regionId: relation === 'other_region' ? 'puxi' : 'pudong',
  };
}

const faults: Readonly<Record<Relation, MoveFault>> = {
  subject: 'is_subject',
  proposer: 'is_proposer',
  asker: 'is_proposer',
  verifier: 'is_verifier',
  decider: 'is_decider',
  in_line: 'in_reporting_line',
  other_region: 'other_region',
};

/** What the agreed table says of one cell. */
export function expectedOf(
  row: Agreed | undefined,
  role: string,
  relation: Relation | 'none',
): MoveFault | null {
  if (!row) return 'illegal_transition';
  if (row.roles.includes('subject')) return relation === 'subject' ? null : 'not_your_role';
  if (relation === 'subject' && row.barred.includes('subject')) return 'is_subject';
  if (!row.roles.includes(role)) return 'not_your_role';
  return relation !== 'none' && row.barred.includes(relation) ? faults[relation] : null;
}
