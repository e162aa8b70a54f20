import type { Place } from '../geo/place.ts';
import { describeDwell } from './competitor-dwell-finding.ts';
import {
  COMPETITOR_DWELL,
  CompetitorDwellSettingsSchema,
  type CompetitorDwellSettings,
} from './competitor-dwell-settings.ts';
import type { Detector } from './detector.ts';
import { listWorkFixes, type WorkFix } from './dwell-evidence.ts';
import type { Finding } from './finding.ts';
import { judgeDwell, type DwellInput } from './judge-dwell.ts';
import { workIntervals } from '../working-time.ts';

/** Looks for a dwell inside a competitor's place in working time; one finding per place and shift. */
export const competitorDwell: Detector<CompetitorDwellSettings> = {
  ...COMPETITOR_DWELL,
  needs: ['track'],
  settings: CompetitorDwellSettingsSchema,
  detect: (evidence, settings) =>
    evidence.days.flatMap((day) =>
      day.shifts.flatMap((shift) => judgeShiftDwells({ evidence, day, shift }, settings)),
    ),
};

function judgeShiftDwells(input: DwellInput, settings: CompetitorDwellSettings): Finding[] {
  const { evidence, day, shift } = input;
  const work = workIntervals(day.schedule, shift);
  const fixes = listWorkFixes(day.reported, { places: evidence.places, times: work }, settings);
  return placesToJudge(input, fixes, settings)
    .flatMap((place) => judgeDwell(input, { place, work, fixes, settings }) ?? [])
    .map((judged) => describeDwell(input, { judged, settings }))
    .toSorted((a, b) => ((a.placeId ?? '') < (b.placeId ?? '') ? -1 : 1));
}

function placesToJudge(
  { day: { stays }, evidence: { places } }: DwellInput,
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
