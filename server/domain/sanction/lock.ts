import type { Engagement } from '../../contract/person.ts';

/** Engagements whose ladder is locked: a talk is possible, or a notice to the real employer (product section 1). */
const locked: ReadonlySet<Engagement> = new Set(['part_time', 'dispatched', 'outsourced', 'unknown']);
/** Whether the ladder of penalties is locked for this kind of employment. */
export const isLadderLocked = (engagement: Engagement): boolean => locked.has(engagement);

/** Staff whose real employer is another company: it is told, and decides itself. */
export const hasOtherEmployer = (engagement: Engagement): boolean =>
  engagement === 'dispatched' || engagement === 'outsourced';
