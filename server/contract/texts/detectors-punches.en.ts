import { counted } from './counted.ts';
import type { DetectorPunchTexts, OffHoursNumbers } from './detectors-punches.zh.ts';

/** Words of the findings that rest on punches, en-US. */
export const detectorsPunchesEn: DetectorPunchTexts = {
  offHours: {
    sentence: {
      supported: (n) => offHoursEn(n),
      undecided: (n) => `${offHoursEn(n)}; this may be chance`,
      contradicted: (n) => `${offHoursEn(n)}; explained`,
    },
    reasons: {
      often_off_hours: 'punches outside working time on clearly more days than before',
      start_drifts: 'the clock-in moved against the start of the shift, compared with before',
      end_drifts: 'the clock-out moved against the end of the shift, compared with before',
      may_be_chance: 'too few to rule out chance',
    },
    whatWouldClear: {
      supported:
        "An overtime request, also afterwards; a corrected shift or flexible hours; the manager's word that it was arranged; a tap by mistake or a punch made up for",
      undecided: 'Nothing is asked: the records do not decide; overtime can be requested afterwards',
      contradicted: 'Already cleared, nothing to do',
    },
  },
  attendanceMismatch: {
    sentence: {
      supported: (n) =>
        n.awayMin > 0
          ? `In a shift punched as worked, the positions show about ${n.awayMin} min away from the place of work (shift of ${n.shiftMin} min, ${n.coveragePct}% covered)`
          : `At the time of a punch the positions show the person elsewhere: the nearest about ${n.nearestM} m from where it was made (${n.coveragePct}% of the shift covered)`,
      undecided: (n) =>
        n.awayMin > 0
          ? `About ${n.awayMin} min of a shift punched as worked show positions away from the place of work; other records disagree and nothing can be told`
          : 'A punch does not match the positions or the device; the records cannot tell why',
      contradicted: () => 'The difference between punch and positions is explained',
    },
    reasons: {
      punched_by_peer: "the punch came from a colleague's device while the person's positions were elsewhere",
      punch_elsewhere:
        'no position near the punched place before and after the punch, nor time to go there and back',
      absent: 'a long stretch away from the place of work while clocked in',
      came_late_from_spot: 'at the same other spot at the start of shifts on several days',
      left_early_to_spot: 'to the same other spot before the end of shifts on several days',
      peer_device: "the punch came from a colleague's device; no positions of that time to compare with",
      anchor_at_place: 'a store QR code, Wi-Fi or till record of that time shows the place of work',
      no_clock_out:
        'there is no clock-out, so nobody claimed to be at work after the person was last seen at the place',
      permitted_elsewhere: 'the punch was made during an approved trip or work the manager arranged',
      place_never_seen: 'the person was never seen near the place of work; its stored position may be wrong',
      clock_offset: 'every shift is off by the same time; a clock or time zone may be wrong',
    },
    whatWouldClear: {
      supported:
        "The manager's word that it was arranged (support, errand, changed shift); a store QR code, Wi-Fi or till record; a phone that was not carried, or a borrowed device; a corrected shift or punch; late positions",
      undecided:
        "Nothing is asked: the records do not decide; a store QR code or the store manager's word can tell where it was",
      contradicted: 'Already cleared, nothing to do',
    },
  },
};

const offHoursEn = (n: OffHoursNumbers): string =>
  [
    n.offPunches > 0 &&
      `${counted(n.offPunches, 'punch', 'punches')} outside working time on ${counted(n.offDays, 'day')}`,
    n.startDriftMin !== 0 && `clock-in ${driftEn(n.startDriftMin)} than before`,
    n.endDriftMin !== 0 && `clock-out ${driftEn(n.endDriftMin)} than before`,
  ]
    .filter((part) => part !== false)
    .join('; ');

const driftEn = (minutes: number): string =>
  `about ${Math.round(Math.abs(minutes))} min ${minutes > 0 ? 'later' : 'earlier'}`;
