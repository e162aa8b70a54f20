import { counted } from './counted.ts';
import type { detectorsEvidenceZh, SpoofNumbers } from './detectors-evidence.zh.ts';

/** Words of the findings about how trustworthy positions are, en-US. */
export const detectorsEvidenceEn: typeof detectorsEvidenceZh = {
  spoofedLocation: {
    sentence: {
      supported: (n) =>
        `The day's positions show ${counted(n.signs, 'sign')} that ${n.signs === 1 ? 'does' : 'do'} not fit a real phone (${signsEn(n)}; position coverage ${Math.round(n.coveragePct)}%)`,
      undecided: (n) =>
        `The day's positions show ${counted(n.signs, 'uncommon thing')} (${signsEn(n)}); phone or signal may be the cause, no judgement`,
      contradicted: (n) =>
        `The day's positions show something uncommon (${signsEn(n)}), but other records confirm where the person was`,
    },
    reasons: {
      impossible_jump: 'The position moved at once between two places of rest, faster than any vehicle',
      sudden_arrival:
        'A place was reached and rested at without slowing down, much faster than the person usually arrives',
      unnatural_stillness:
        "The positions of a long stay have hardly any of the usual error, far less than the person's other stays",
      error_drawn_anew:
        "The error of positions at one place is drawn anew each time, where a receiver's error wanders slowly",
      way_drawn: 'For minutes the way runs dead straight at one pace, without lights, bends or traffic',
      repeats_earlier_way:
        'The ways equal an earlier day, each point passed at the same relative time to some twenty seconds',
      repeats_earlier_day: 'Places, order, times and lengths of the stays equal an earlier day to the minute',
      repeats_itself: 'A stretch on the way equals an earlier one of the day to the last digit',
      same_as_colleague: "Positions on the way equal a colleague's to the last digit",
      moves_with_colleague:
        "On the way the phone stays beside a colleague's, on a day away from the person's usual areas",
      photo_reused: 'The punch photo is the same as, or nearly the same as, one used before',
      colleague_device: 'The punch came from a device registered to a colleague',
      platform_risk: 'The attendance platform warned about the device or the position',
      weak_alone: 'Such signs alone are not enough to judge',
      anchor_agrees: "The store's QR code, Wi-Fi, till or scan records agree with the position",
    },
    whatWouldClear: {
      supported:
        "Word that two phones or a borrowed device were used; the store's QR code, Wi-Fi, till or scan records of that time; a record of a faulty phone or a system update",
      undecided: 'Nothing to explain: such signs alone decide nothing',
      contradicted: 'Cleared, nothing to do',
    },
  },
};

function signsEn(n: SpoofNumbers): string {
  return [
    n.jumps > 0 && counted(n.jumps, 'impossible jump'),
    n.suddenArrivals > 0 && `${counted(n.suddenArrivals, 'arrival')} without slowing down`,
    n.stillStays > 0 && `${counted(n.stillStays, 'stay')} without the usual error`,
    n.drawnStretches > 0 && `${counted(n.drawnStretches, 'stretch', 'stretches')} with a redrawn error`,
    n.drawnWays > 0 && `${counted(n.drawnWays, 'way')} dead straight at one pace`,
    n.repeatedPassages > 0 &&
      `${counted(n.repeatedPassages, 'point')} of the way passed as on an earlier day`,
    n.repeatedStays > 0 && `${counted(n.repeatedStays, 'stay')} as on an earlier day`,
    n.repeatedFixes > 0 && `${counted(n.repeatedFixes, 'position')} repeated within the day`,
    n.sharedFixes > 0 && `${counted(n.sharedFixes, 'position')} identical to a colleague's`,
    n.besideColleaguePct > 0 &&
      `${n.besideColleaguePct}% of the day's ways or stays beside a colleague's phone`,
    n.reusedPhotos > 0 && counted(n.reusedPhotos, 'reused photo'),
    n.colleagueDevicePunches > 0 &&
      `${counted(n.colleagueDevicePunches, 'punch', 'punches')} from a colleague's device`,
    n.riskFlags > 0 && counted(n.riskFlags, 'platform warning'),
  ]
    .filter((part) => part !== false)
    .join(', ');
}
