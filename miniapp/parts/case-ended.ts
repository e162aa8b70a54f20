import type { CaseView } from '../../server/contract/views.ts';

const ENDED: ReadonlySet<string> = new Set<CaseView['state']>(['closed', 'withdrawn']);

/** Nothing is asked of anybody any more; a penalty may still be taken back. */
export const hasEnded = ({ state }: Readonly<{ state: string }>): boolean => ENDED.has(state);
