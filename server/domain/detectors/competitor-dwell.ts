import type { Place } from '../geo/place.ts';
import { workIntervals } from '../working-time.ts';
import { describeDwell } from './competitor-dwell-finding.ts';
import {
  COMPETITOR_DWELL,
  CompetitorDwellSettingsSchema,
  type CompetitorDwellSettings,
} from './competitor-dwell-settings.ts';
import type { Detector, DetectorInput } from './detector.ts';
import { listWorkFixes, type WorkFix } from './dwell-evidence.ts';
import type { Finding } from './finding.ts';
import { judgeDwell } from './judge-dwell.ts';

/** Looks for a dwell inside a competitor's place in working time; one finding per place and shift. */
export const competitorDwell: Detector<CompetitorDwellSettings> = {
  ...COMPETITOR_DWELL,
  settings: CompetitorDwellSettingsSchema,
  detect: (input, settings) => {
    const work = workIntervals(input.schedule, input.shift);
    const fixes = listWorkFixes(input.reported, { places: input.places, times: work }, settings);
    return placesToJudge(input, fixes, settings)
      .flatMap((place) => judgeDwell(input, { place, work, fixes, settings }) ?? [])
      .map((judged) => describeDwell(input, { judged, settings }))
      .toSorted((a: Finding, b: Finding) => (a.placeId < b.placeId ? -1 : 1));
  },
};

function placesToJudge(
  { stays, places }: DetectorInput,
  fixes: readonly WorkFix[],
  { nearM }: CompetitorDwellSettings,
): Place[] {
  const found = new Map<string, Place>();
  const note = (point: { lng: number; lat: number }, radiusM: number) => {
    for (const { place } of places.nearby(point, radiusM))
      if (place.roles.includes('competitor')) found.set(place.id, place);
  };
  for (const stay of stays) note(stay, stay.accuracyM + nearM);
  for (const fix of fixes) note(fix, 0);
  return [...found.values()];
}
