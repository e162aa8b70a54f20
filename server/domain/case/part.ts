import type { Case } from './case.ts';

type Parts = Pick<Case, 'proposal' | 'decision' | 'history'>;

/** Whether this person put forward a penalty in the case, also one that was refused or taken back since. */
export const hasProposed = ({ proposal, history }: Parts, personId: string): boolean =>
  proposal?.byId === personId || didMove({ history }, 'propose', personId);

/** Whether this person decided about the penalty, or approved one whose approval was taken back since. */
export const hasDecided = ({ decision, history }: Parts, personId: string): boolean =>
  decision?.byId === personId || didMove({ history }, 'approve', personId);

const didMove = ({ history }: Pick<Case, 'history'>, move: string, personId: string): boolean =>
  history.some(({ event, actorId }) => event === move && actorId === personId);
