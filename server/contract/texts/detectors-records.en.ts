import { counted } from './counted.ts';
import type {
  AttritionNumbers,
  ConversionNumbers,
  DetectorRecordTexts,
  DropNumbers,
  MismatchNumbers,
  VisitNumbers,
} from './detectors-records.zh.ts';

/** Words of the findings that rest on records, en-US. */
export const detectorsRecordsEn: DetectorRecordTexts = {
  visitUnsupported: {
    sentence: {
      supported: (n) =>
        `During a ${visitEn(n)} the positions show the person elsewhere: the nearest was about ${n.nearestM} m from the customer (${counted(n.fixes, 'fix', 'fixes')})`,
      undecided: (n) =>
        n.fixes === 0
          ? `No positions during a ${visitEn(n)}, nothing to compare it with`
          : `The positions (${counted(n.fixes, 'fix', 'fixes')}) neither confirm nor refute a ${visitEn(n)}`,
      contradicted: (n) => `A ${visitEn(n)} is explained`,
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
      habit_elsewhere:
        'earlier visits of this customer were logged on the days of stays at this same other spot; the stored position may be wrong',
      datum_doubt: 'the stay is off by what an unconverted coordinate system would cause',
      clock_offset: 'several visits are off by the same time; a clock or time zone may be wrong',
      conflicting_positions: 'a punch of that time is near the customer and disagrees with the positions',
      unplaced_anchor: 'a customer signed off in that time; where is not recorded',
      stuck_position: 'the phone told one unchanging coordinate for long, which may be the last one it knew',
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
      undecided: (n) => `${mismatchEn(n)}; too few, or too little known of before, to judge`,
      contradicted: (n) => `${mismatchEn(n)}; explained`,
    },
    reasons: {
      booked_to_another: 'part of the orders after own visits are booked to one other person',
      accounts_unknown: 'too little known of before, or customers that several people share',
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
  performanceDrop: {
    sentence: {
      supported: (n) => dropEn(n),
      undecided: (n) => `${dropEn(n)}; nothing can be told`,
      contradicted: (n) => `${dropEn(n)}; explained`,
    },
    reasons: {
      sales_dropped: "sales fell clearly below the own level once the team's season is taken out",
      target_reached: 'the target is still nearly reached',
      no_team: 'no team to compare with; the season may be the cause',
      may_be_chance: 'not enough to rule out chance',
    },
    whatWouldClear: {
      supported:
        'A changed area, customers or products; leave or illness; stock or prices. This only stands beside other findings and never raises an alert alone',
      undecided: 'Nothing is asked: this only stands beside other findings',
      contradicted: 'Already cleared, nothing to do',
    },
  },
  customerAttrition: {
    sentence: {
      supported: (n) => attritionEn(n),
      undecided: (n) => `${attritionEn(n)}; this may be chance`,
      contradicted: (n) => `${attritionEn(n)}; explained`,
    },
    reasons: {
      customers_stopped: 'regular customers are silent far longer than their own rhythm explains',
      customers_moved: 'all recent orders of regular customers are booked to other people',
      after_handover: 'some of them stopped after they were handed over',
      may_be_chance: 'too few to rule out chance',
    },
    whatWouldClear: {
      supported:
        'Customers that closed, moved or order through another channel; a hand-over confirmed by the manager; orders that arrive late. This only stands beside other findings and never raises an alert alone',
      undecided: 'Nothing is asked: this only stands beside other findings',
      contradicted: 'Already cleared, nothing to do',
    },
  },
};

const visitEn = ({ loggedMin }: VisitNumbers): string =>
  loggedMin > 0 ? `logged visit of about ${loggedMin} min` : 'logged visit';

const areEn = (n: number): string => (n === 1 ? 'is' : 'are');
const monthsEn = (n: number): string => (n === 1 ? 'month' : `${n} months`);

const conversionEn = (n: ConversionNumbers, how: string): string =>
  `${counted(n.visits, 'sales visit')} of ${counted(n.customers, 'customer')} brought ${counted(n.orders, 'order')}; about ${Math.round(n.expectedOrders)} ${Math.round(n.expectedOrders) === 1 ? 'was' : 'were'} to be expected by the own and the team's rate: ${how}`;

const mismatchEn = (n: MismatchNumbers): string =>
  [
    n.visitedOrders > 0 &&
      `${n.divertedOrders} of ${counted(n.visitedOrders, 'order')} after own visits ${areEn(n.divertedOrders)} booked to one other person`,
    n.ownOrders > 0 &&
      `${n.unvisitedOrders} of ${counted(n.ownOrders, 'own order')} ${n.unvisitedOrders === 1 ? 'comes' : 'come'} from customers not visited lately`,
  ]
    .filter((part) => part !== false)
    .join('; ');

const dropEn = (n: DropNumbers): string =>
  `Sales of the last ${monthsEn(n.months)} are about ${n.dropPct}% below the own level of the ${monthsEn(n.monthsBefore)} before (${n.teamMonths > 0 ? 'against the team' : 'no team to compare with'}; about ${n.probabilityPct}% likely)`;

const attritionEn = (n: AttritionNumbers): string =>
  `Of ${counted(n.customers, 'regular customer')} ${n.stopped} stopped ordering and ${n.moved} went over to other people`;
