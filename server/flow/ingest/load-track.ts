import type { Interval } from '../../domain/interval.ts';
import { settleTrack } from '../../domain/track/settle.ts';
import type { Track } from '../../domain/track/track.ts';
import { COLLECTION_MARGIN_MIN } from '../../domain/working-time.ts';
import { findFixes } from '../../store/segments.ts';

/** The settled fixes of one shift and its margin. */
export async function loadTrack(personId: string, shift: Interval): Promise<Track> {
  const startAt = new Date(+shift.startAt - COLLECTION_MARGIN_MIN * 60_000);
  const endAt = new Date(+shift.endAt + COLLECTION_MARGIN_MIN * 60_000);
  const { segments } = await findFixes(personId, startAt, endAt);
  return settleTrack(segments);
}
