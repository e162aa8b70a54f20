import type { PlaceTexts } from './detectors-place.zh.ts';

/** Words of the findings about places, en-US. */
export const detectorsPlaceEn: PlaceTexts = {
  offZone: {
    sentence: {
      supported: (n) =>
        `About ${Math.round(n.openMin)} min of working time outside the assigned zone without an arrangement or record (allowance ${n.allowanceMin} min; on average ${Math.round(n.depthM)} m beyond the edge, at most ${Math.round(n.farthestM)} m; ${Math.round(n.coveragePct)}% of the shift covered)`,
      undecided: (n) =>
        `About ${Math.round(n.unexplainedMin)} min of working time outside the assigned zone, mostly at places where the person has always stayed; nothing is concluded`,
      contradicted: (n) =>
        `About ${Math.round(n.outsideMin)} min outside the assigned zone are explained by arrangements or work records`,
    },
    reasons: {
      outside_unexplained:
        'time outside the zone passes the allowance, and no arrangement or record explains it',
      usual_place: 'the time outside is mostly at places where the person has always stayed',
      own_place: 'the stay outside is at a store, warehouse, office or customer of ours',
      visit_logged: 'a customer visit outside the zone was logged',
      own_task: 'an own waybill lies outside the zone',
      anchor: 'a store QR code, Wi-Fi, till or scan shows a place of ours outside the zone',
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
};
