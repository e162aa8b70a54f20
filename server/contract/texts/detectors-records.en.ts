import type {
  ConversionNumbers,
  DetectorRecordTexts,
  MismatchNumbers,
  OffHoursNumbers,
} from './detectors-records.zh.ts';

/** Words of the findings that rest on records, en-US. */
export const detectorsRecordsEn: DetectorRecordTexts = {
  visitUnsupported: {
    sentence: {
      supported: (n) =>
        `During a logged visit of about ${n.loggedMin} min the positions show the person elsewhere: the nearest was about ${n.nearestM} m from the customer (${n.fixes} fixes)`,
      undecided: (n) =>
        n.fixes === 0
          ? `No positions during a logged visit of about ${n.loggedMin} min, nothing to compare it with`
          : `A logged visit of about ${n.loggedMin} min and the positions (${n.fixes} fixes) do not match, but the records cannot tell why`,
      contradicted: (n) => `A logged visit of about ${n.loggedMin} min is explained`,
    },
    reasons: {
      elsewhere: 'no position near the customer during and around the visit, nor time to go there and back',
      seen_at_other_time:
        'the person was at this customer at another time of that day; the logged time may be wrong',
      no_coverage: 'too few positions in that time; their absence is not evidence',
      place_doubt:
        'other people visiting this customer are not near its stored position either; it may be wrong',
      same_other_spot:
        'visits of this customer are always spent at one other spot; its stored position may be wrong',
      stay_fits_visit:
        'a stay near by, at a place unknown to the company, begins and ends with the visit; the stored position may be wrong',
      datum_doubt: 'the stay is off by what an unconverted coordinate system would cause',
      clock_offset: 'several visits are off by the same time; a clock or time zone may be wrong',
      conflicting_positions: 'a punch of that time is near the customer and disagrees with the positions',
      unplaced_anchor: 'a customer signed off in that time; where is not recorded',
      on_trip: 'an approved trip or errand covers the time',
      permitted_arrangement: 'the manager confirmed it as arranged work',
    },
    whatWouldClear: {
      supported:
        "A customer's sign-off, a store QR code or a colleague's record; a corrected time; a wrong position of the customer; a visit by phone; the manager's word that it was arranged; late positions",
      undecided:
        'Nothing is asked: the records do not decide; a sign-off or store QR code can confirm the visit',
      contradicted: 'Already cleared, nothing to do',
    },
  },
  visitsWithoutSales: {
    sentence: {
      supported: (n) => conversionEn(n, 'clearly fewer'),
      undecided: (n) => conversionEn(n, 'fewer, though chance can do that too'),
      contradicted: (n) => conversionEn(n, 'explained'),
    },
    reasons: {
      improbably_few_orders:
        'by the own earlier rate and that of the team, chance hardly gives so few orders',
      may_be_chance: 'few orders, but chance gives that too',
    },
    whatWouldClear: {
      supported:
        'Orders that arrive or are entered late; visits that were not for sales (display, collection, service, survey); a customer closed, out of stock, price or season; customers who now order by themselves or through a distributor',
      undecided: 'Nothing is asked: too few to judge',
      contradicted: 'Already cleared, nothing to do',
    },
  },
  orderMismatch: {
    sentence: {
      supported: (n) => mismatchEn(n),
      undecided: (n) => `${mismatchEn(n)}; too few to rule out chance`,
      contradicted: (n) => `${mismatchEn(n)}; explained`,
    },
    reasons: {
      booked_to_another: 'part of the orders after own visits are booked to one other person',
      orders_without_visits: 'most own orders come from customers not visited lately, unlike before',
      may_be_chance: 'too few to rule out chance',
    },
    whatWouldClear: {
      supported:
        'Records of a hand-over or a shared account; a change of customers confirmed by the manager; an order booked to the wrong person; customers who now order by themselves, through a distributor or as key accounts; visits entered late',
      undecided: 'Nothing is asked: the records do not decide',
      contradicted: 'Already cleared, nothing to do',
    },
  },
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

const conversionEn = (n: ConversionNumbers, how: string): string =>
  `${n.visits} sales visits of ${n.customers} customers brought ${n.orders} orders; about ${Math.round(n.expectedOrders)} were to be expected by the own and the team's rate: ${how}`;

const mismatchEn = (n: MismatchNumbers): string =>
  [
    n.visitedOrders > 0 &&
      `${n.divertedOrders} of ${n.visitedOrders} orders after own visits are booked to one other person`,
    n.ownOrders > 0 &&
      `${n.unvisitedOrders} of ${n.ownOrders} own orders come from customers not visited lately`,
  ]
    .filter((part) => part !== false)
    .join('; ');

const offHoursEn = (n: OffHoursNumbers): string =>
  [
    n.offPunches > 0 && `${n.offPunches} punches outside working time on ${n.offDays} days`,
    n.startDriftMin !== 0 && `clock-in ${driftEn(n.startDriftMin)} than before`,
    n.endDriftMin !== 0 && `clock-out ${driftEn(n.endDriftMin)} than before`,
  ]
    .filter((part) => part !== false)
    .join('; ');

const driftEn = (minutes: number): string =>
  `about ${Math.round(Math.abs(minutes))} min ${minutes > 0 ? 'later' : 'earlier'}`;
