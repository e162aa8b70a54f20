import { counted } from './counted.ts';
import type { PlaceTexts } from './detectors-place.zh.ts';

const timesEn = (n: number): string => (n === 1 ? 'once' : `${n} times`);

/** Words of the findings about places, en-US. */
export const detectorsPlaceEn: PlaceTexts = {
  offZone: {
    sentence: {
      supported: (n) =>
        `About ${Math.round(n.openMin)} min of working time outside the assigned zone without an arrangement or record (allowance ${n.allowanceMin} min; on average ${Math.round(n.depthM)} m beyond the edge, at most ${Math.round(n.farthestM)} m; ${Math.round(n.coveragePct)}% of the shift covered)`,
      undecided: (n) =>
        `About ${Math.round(n.unexplainedMin)} min of working time outside the assigned zone, perhaps on the way, at places known for long, because the zone does not fit, or because the phone erred; nothing is concluded`,
      contradicted: (n) =>
        `About ${Math.round(n.outsideMin)} min outside the assigned zone are explained by arrangements or work records`,
    },
    reasons: {
      outside_unexplained:
        'time outside the zone passes the allowance, and no arrangement or record explains it',
      zone_unfit: 'the person often worked outside before: the zone on record may not fit',
      usual_place: 'the time outside is mostly at places where the person has always stayed',
      on_the_way: 'nearly all of the time outside is way, without a stay',
      leapt_there: 'the positions leap there and back faster than anybody travels: the phone may have erred',
      own_place: 'the stay outside is at a store, warehouse, office or customer of ours',
      visit_logged: 'a customer visit outside the zone was logged',
      own_task: 'an own waybill lies outside the zone',
      anchor: 'a store QR code, Wi-Fi, till or scan shows a place of ours outside the zone',
      anchor_inside:
        'a store QR code, Wi-Fi, till or scan shows a place of ours inside the zone while the positions lie outside',
      permitted_arrangement: 'the manager confirmed it as arranged work',
      permitted_declaration: 'an approved side-job declaration covers the time',
      permitted_trip: 'an approved errand or trip covers the time',
    },
    whatWouldClear: {
      supported:
        "The manager's word that it was arranged (support, survey, trip, customer change); a visit or waybill outside the zone; a zone that has changed or is recorded wrongly",
      undecided: 'Nothing is asked; if the zone is recorded wrongly, the manager can correct it',
      contradicted: 'Already cleared, nothing to do',
    },
  },
  twoStores: {
    sentence: {
      supported: (n) =>
        `About ${Math.round(n.homeMin)} min at the own store and ${Math.round(n.otherMin)} min at another store in one shift, changing ${timesEn(n.switches)}, with no lending arranged (${Math.round(n.coveragePct)}% of the shift covered)`,
      undecided: (n) =>
        `About ${Math.round(n.homeMin)} min at the own store and ${Math.round(n.otherMin)} min at another store in one shift; the records do not tell why`,
      contradicted: (n) =>
        `About ${Math.round(n.otherMin)} min at another store are explained by arrangements or records`,
    },
    reasons: {
      alternating: 'there and back between two stores in one shift',
      may_be_meal:
        'no break is on record for the shift, so it may be the meal; asked about when it comes again',
      moved_once: 'the store changed only once',
      signed_in_there: 'the person checked in or scanned there openly, perhaps a lending not yet confirmed',
      usual_place: 'the person has been known to stay at that store for long',
      planned_there: 'a shift is planned at that store that day',
      visit_logged: 'a visit to that store was logged for that time',
      permitted_arrangement: 'the manager confirmed it as arranged work',
      permitted_declaration: 'an approved side-job declaration covers the time',
      permitted_trip: 'an approved errand or trip covers the time',
    },
    whatWouldClear: {
      supported:
        "The manager's one tap that it was lending or support (also afterwards); a shift or visit at that store; a wrong position of the store",
      undecided: 'Nothing is asked; the manager may confirm lending or support',
      contradicted: 'Already cleared, nothing to do',
    },
  },
  pickupRounds: {
    sentence: {
      supported: (n) =>
        `${counted(n.unexplainedStops, 'short stop')} at other platforms' pickup points on ${counted(n.days, 'day')} (about ${n.meanStopMin} min each, ${counted(n.places, 'pickup point')}) with no own waybill (${Math.round(n.coveragePct)}% of the shifts covered)`,
      undecided: (n) =>
        n.unprovenStops > 0
          ? `Seen ${timesEn(n.stops)} at other platforms' pickup points on ${counted(n.days, 'day')} with no own waybill; the fixes come too seldom to tell whether these were stops, so nothing is concluded`
          : `${counted(n.stops, 'short stop')} at other platforms' pickup points on ${counted(n.days, 'day')}; waybills are missing or the shops serve several platforms, so nothing is concluded`,
      contradicted: (n) =>
        `${counted(n.stops, 'short stop')} at other platforms' pickup points ${n.stops === 1 ? 'is' : 'are'} explained by waybills or arrangements`,
    },
    reasons: {
      stops_unexplained: 'several stops on several days have no own waybill',
      unproven: 'fixes come too seldom to tell whether these were stops',
      unexplained: 'some stops have no own waybill, too few to tell',
      unknown: 'no own waybill of that shift is on record',
      own_task: 'an own waybill explains the stop (150 m, 10 min before or after)',
      permitted: 'an approved arrangement, trip or side job covers the time',
      shared_shop: 'the shop also prepares orders of ours, or adjoins an own pickup point',
      usual_place: 'the person has been known to stop here for long, as at a resting place',
    },
    whatWouldClear: {
      supported:
        "Late waybills or reassignments; a shop that serves our platform too; a wrong position of the pickup point; the manager's word that it was arranged",
      undecided: 'Nothing is asked: without waybills, or where stops are not certain, nothing is concluded',
      contradicted: 'Already cleared, nothing to do',
    },
  },
  sideJobConditions: {
    sentence: {
      supported: (n) =>
        `About ${Math.round(n.openMin)} min of working time at the declared side-job place outside the approved hours (${counted(n.days, 'day')}, ${n.expiredDays} of them after the approval ended)`,
      undecided: (n) =>
        n.days > 0
          ? `About ${Math.round(n.stayMin)} min of working time near the declared side-job place; the records do not decide`
          : "The approved side job's employer has the name of a competitor; the approver may check",
      contradicted: () =>
        'Time at the declared side-job place is covered by the approved hours or other records',
    },
    reasons: {
      shift_overlap: 'the stay at the declared place overlaps the shift outside the approved hours',
      approval_ended: 'the person stayed there on several days after the approval ended',
      approval_just_ended: 'the approval has just ended, perhaps a renewal overlooked',
      employer_named_like_rival: "the employer's name is that of a competitor",
      own_place_neighbour: 'the place adjoins a place of ours; positions alone cannot tell them apart',
      survey_visit: 'a survey was logged for that time',
      visit_logged: 'a visit to this place was logged for that time',
      visit_near: 'a visit to a customer next to it was logged for that time',
      anchor_own_place: 'a QR code, Wi-Fi or till of ours shows a place of ours at that time',
      permitted_arrangement: 'the manager confirmed it as arranged work',
      permitted_declaration: 'an approved side-job declaration covers the time',
      permitted_trip: 'an approved errand or trip covers the time',
    },
    whatWouldClear: {
      supported:
        "A renewed approval (hours or end); the manager's word that it was arranged; leave or time off for that time; a wrong position of the place",
      undecided: 'Nothing is asked; the approver may check employer, hours and end of the approval',
      contradicted: 'Already cleared, nothing to do',
    },
  },
};
