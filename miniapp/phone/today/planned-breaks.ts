import type { ShiftView, TodayView } from '../../../server/contract/views.ts';

/** A short break that runs is no planned one: until it is ended it reaches to where it would end by itself. */
export const plannedBreaks = ({ breaks }: ShiftView, running: TodayView['rest']): ShiftView['breaks'] =>
  breaks.filter(({ startAt }) => startAt !== running?.since);
