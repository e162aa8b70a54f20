import type { CaseState, WaitKind } from '../../../server/contract/case.ts';

const kinds: Readonly<Partial<Record<CaseState, readonly WaitKind[]>>> = {
  contacted: ['leave'],
  verified: ['correction_deadline', 'delivery', 'union_reply', 'leave'],
  approved: ['delivery', 'union_reply', 'leave'],
  executed: ['delivery', 'leave'],
};

/** What a case in this state may wait for; the server decides, the form only agrees with it. */
export const waitKinds = (state: CaseState): readonly WaitKind[] => kinds[state] ?? [];

/** Only the person who waits knows when these end. */
export const needsDay = (kind: WaitKind): boolean => kind === 'correction_deadline' || kind === 'leave';
