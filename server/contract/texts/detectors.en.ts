import { counted } from './counted.ts';
import { detectorsEvidenceEn } from './detectors-evidence.en.ts';
import { detectorsHabitEn } from './detectors-habit.en.ts';
import { detectorsPlaceEn } from './detectors-place.en.ts';
import { detectorsPunchesEn } from './detectors-punches.en.ts';
import { detectorsRecordsEn } from './detectors-records.en.ts';
import type { DetectorTexts } from './detectors.zh.ts';

/** Words of the findings, en-US. */
export const detectorsEn: DetectorTexts = {
  ...detectorsEvidenceEn,
  ...detectorsHabitEn,
  ...detectorsPlaceEn,
  ...detectorsPunchesEn,
  ...detectorsRecordsEn,
  competitorDwell: {
    sentence: {
      supported: (n) =>
        `About ${Math.round(n.dwellMin)} min inside a competitor's place in working time (${counted(n.fixes, 'fix', 'fixes')}, error about ${Math.round(n.accuracyM)} m, ${Math.round(n.coveragePct)}% of the shift covered)`,
      undecided: (n) =>
        `About ${Math.round(n.dwellMin)} min at or near a competitor's place in working time (position error about ${Math.round(n.accuracyM)} m); the records do not decide`,
      contradicted: (n) =>
        `About ${Math.round(n.dwellMin)} min near a competitor's place are explained or contradicted by other records`,
    },
    reasons: {
      dwell_inside: 'the fixes stay inside the fence',
      may_be_meal:
        'no break is on record for the shift, so it may be the meal; asked about when it comes again',
      own_place_neighbour:
        'the place adjoins a store, customer or office of ours; positions alone cannot tell them apart',
      own_place_near: 'a store, customer or office of ours is near the stay',
      poor_accuracy: 'the position error is too large',
      few_fixes: 'too few fixes',
      may_be_shorter: 'the fixes are too far apart in time to prove its length',
      not_inside: 'most fixes lie outside the fence',
      conflicting_positions: 'other fixes of the same time lie elsewhere',
      elsewhere: 'the fixes of that time show the person elsewhere',
      own_customer: 'the place is a customer of ours as well',
      usual_place: 'the person has been known to stay at this spot for long',
      declared_place: 'a side job at this place was approved; only its conditions are checked',
      survey_visit: 'a competitor survey was logged for that time',
      visit_logged: 'a visit to this place was logged for that time',
      visit_near: 'a visit to a customer next to it was logged for that time',
      anchor_own_place: 'a QR code, Wi-Fi or till of ours shows a place of ours at that time',
      permitted_arrangement: 'the manager confirmed it as arranged work',
      permitted_declaration: 'an approved side-job declaration covers the time',
      permitted_trip: 'an approved errand or trip covers the time',
    },
    whatWouldClear: {
      supported:
        "The manager's word that it was arranged (support, survey, trip, customer change); a store QR code, Wi-Fi or till record of that time; late positions that show another place; a wrong position of the place",
      undecided:
        'Nothing is asked: positions alone do not decide; a store QR code, Wi-Fi or till record can confirm where it was',
      contradicted: 'Already cleared, nothing to do',
    },
  },
};
