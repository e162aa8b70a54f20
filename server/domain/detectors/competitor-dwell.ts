import { workIntervals } from '../working-time.ts';
import { describeDwell } from './dwell/competitor-dwell-finding.ts';
import {
  COMPETITOR_DWELL,
  CompetitorDwellSettingsSchema,
  type CompetitorDwellSettings,
} from './settings/competitor-dwell-settings.ts';
import type { Detector } from './detector.ts';
import { judgeDwell, type DwellInput, type JudgedDwell } from './dwell/judge-dwell.ts';
import { repeatsOf } from './dwell/dwell-repeats.ts';
import { findNearPlaces } from './place/near-places.ts';
import { fixesIn, withoutBreakEdges } from './day/work-fixes.ts';

/**
 * Looks for a dwell inside a competitor's place in working time; one finding per place and shift. Supported when fixes that fit the
 * inside follow each other long enough, their common position is likely inside, nothing on record accounts for it and it is not the
 * person's ordinary life; never beside a place of ours. Severity by minutes and by days within two weeks.
 */
export const competitorDwell: Detector<CompetitorDwellSettings> = {
  ...COMPETITOR_DWELL,
  needs: ['track'],
  settings: CompetitorDwellSettingsSchema,
  detect: (evidence, settings) => {
    const seen = new Map<string, Set<string>>();
    return evidence.days.flatMap((day) =>
      day.shifts.flatMap((shift) => {
        const input = { evidence, day, shift };
        return judgeShift(input, settings).map((judged) => {
          const daysThere = repeatsOf(judged, input, { seen, settings });
          return describeDwell(input, { judged, settings, daysThere });
        });
      }),
    );
  },
};

function judgeShift(input: DwellInput, settings: CompetitorDwellSettings): JudgedDwell[] {
  const { evidence, day, shift } = input;
  const work = withoutBreakEdges(workIntervals(day.schedule, shift), shift, settings.breakMarginMin);
  const fixes = fixesIn(day.reported, work);
  return findNearPlaces(fixes, evidence.places, {
    isAsked: (place) => place.roles.includes('competitor'),
    minStayMin: settings.minDwellMin,
    marginM: settings.nearM,
  }).flatMap((place) => judgeDwell(input, { place, work, fixes, settings }) ?? []);
}
