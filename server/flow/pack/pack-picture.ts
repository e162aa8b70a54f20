import { casePaperZh } from '../../contract/texts/case-paper.zh.ts';
import { createPlaceIndex } from '../../domain/geo/place-index.ts';
import { intersectIntervals, type Interval } from '../../domain/interval.ts';
import { rebuildDays } from '../../domain/pack/recompute.ts';
import type { Picture } from '../../domain/report/picture-marks.ts';
import { placesShown } from '../../domain/report/places-shown.ts';
import { pictureOf } from '../../domain/report/track-picture.ts';
import { collectionSpan } from '../../domain/working-time.ts';
import { renderPictures } from '../../papers/picture-pdf.ts';
import type { CaseRecord } from '../../store/cases.ts';
import type { VerdictPart } from './pack-verdict.ts';

/** The days the finding is about as a PDF, drawn from the very data in the pack; null when there are none. */
export async function pictureFile(
  { finding, caseNo }: CaseRecord,
  { judged, segments }: VerdictPart,
  madeAt: Date,
): Promise<Uint8Array | null> {
  if (!judged || segments.length === 0) return null;
  const days = rebuildDays(judged, segments).filter(({ day }) => finding.days.includes(day));
  const known = {
    places: createPlaceIndex(judged.places),
    namedById: new Map(judged.places.map((place) => [place.id, place])),
  };
  const pictures = days.map(({ day, schedule, shifts, track, stays }): Picture => {
    const span = shownSpan(finding, collectionSpan(schedule));
    const about = finding.placeId === undefined ? {} : { placeId: finding.placeId };
    const ids = [finding.placeId, ...shifts.map(({ placeId }) => placeId)];
    return pictureOf(
      {
        day,
        timeZone: judged.person.timeZone,
        track,
        stays,
        places: placesShown(known, { stays, ids }),
        zones: judged.zones,
        ...(span && { finding: { ...span, ...about } }),
      },
      'zh',
    );
  });
  const footerOf = (page: string): string =>
    casePaperZh.pictureFooter({ caseNo, zone: judged.person.timeZone, page });
  return pictures.length === 0 ? null : renderPictures(pictures, { madeAt, footerOf });
}

/** What of the time in question lies in this day. */
const shownSpan = (finding: Interval, day: Interval): Interval | undefined =>
  intersectIntervals([{ startAt: finding.startAt, endAt: finding.endAt }], [day])[0];
