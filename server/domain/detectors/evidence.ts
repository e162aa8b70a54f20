import type { LngLat } from '../../contract/geo.ts';
import type { Engagement, StaffKind } from '../../contract/person.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { Place } from '../geo/place.ts';
import type { PlaceIndex } from '../geo/place-index.ts';
import type { Interval } from '../interval.ts';
import type { RejectedFix } from '../track/clean/index.ts';
import type { Coverage } from '../track/coverage.ts';
import type { StayPoint, Track } from '../track/track.ts';
import type { DaySchedule, Shift } from '../working-time.ts';

/** What a detector may rest on; a period that lacks a needed source gives `undecided` or nothing, never suspicion. */
export const EVIDENCE_SOURCES = [
  'track',
  'punches',
  'visits',
  'orders',
  'tasks',
  'anchors',
  'peers',
  'baseline',
  'sales',
] as const;
/** One kind of evidence. */
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** The person judged; `kind` and `engagement` decide what the job allows. */
export type PersonFacts = Readonly<{
  id: string;
  kind: StaffKind;
  timeZone: string;
  engagement?: Engagement;
  /** The job itself spans several stores or areas. */
  isRegional?: boolean;
  phone?: Readonly<{ model: string; os: string }>;
}>;

/** A clock-in or -out or a visit punch; outside working time it never has a position (R1). */
export type PunchFact = Readonly<{
  id: string;
  kind: 'in' | 'out' | 'visit';
  at: Date;
  position?: Readonly<LngLat & { accuracyM: number }>;
  deviceId?: string;
  placeId?: string;
  photoHash?: string;
  /** What the attendance platform says of the device; 0 = nothing noticed. */
  riskFlag?: number;
}>;
/** Why a customer is visited; only sales visits aim at orders. */
export type VisitPurpose = 'sales' | 'display' | 'collection' | 'service' | 'survey';
/** A visit the person logged. */
export type VisitFact = Readonly<Interval & { id: string; customerId: string; purpose?: VisitPurpose }>;
/** An order or, with a negative amount, a return. */
export type OrderFact = Readonly<{
  id: string;
  customerId: string;
  /** The person the sale is booked to. */
  bookedTo: string;
  at: Date;
  amountFen: number;
  channel?: 'rep' | 'self' | 'distributor' | 'key_account';
}>;
/** An own waybill task: where and when the job itself sends a rider. */
export type TaskFact = Readonly<Interval & LngLat & { id: string; kind: 'pickup' | 'drop' | 'wait' }>;
/** A sure sign of presence that is not the phone's position: store QR, Wi-Fi, till, waybill scan, sign-off, answered prompt. */
export type AnchorFact = Readonly<{
  kind: 'qr' | 'wifi' | 'pos' | 'scan' | 'signoff' | 'prompt';
  at: Date;
  placeId?: string;
  isOk: boolean;
}>;
/** A time for which a manager sent the person somewhere (anywhere without a place), or moved a customer. */
export type ArrangementFact = Readonly<
  Interval & { id: string; placeId?: string; reason: 'support' | 'survey' | 'trip' | 'customer_change' }
>;
/** A side job the person declared; hours in the person's zone, weekday 1 = Monday, an end not after the start is the next day. */
export type DeclarationFact = Readonly<{
  id: string;
  status: 'pending' | 'approved' | 'refused' | 'withdrawn';
  placeId?: string;
  employer?: string;
  hours: readonly Readonly<{ weekday: number; from: string; to: string }>[];
  fromDay?: string;
  untilAt?: Date;
}>;
/** Why the phone was silent, as the phone says itself. Never evidence. */
export type GapFact = Readonly<
  Interval & { cause: 'hidden' | 'killed' | 'permission' | 'no_fix' | 'battery_saver' | 'offline' }
>;
/** Another person of the team: devices, photos and track, to recognise a borrowed phone by. */
export type PeerFact = Readonly<{
  personId: string;
  deviceIds: readonly string[];
  photoHashes: readonly string[];
  track?: Track;
}>;
/** Where the person is expected to work: a circle around `center`, or `polygon`. */
export type ZoneFact = Readonly<Pick<Place, 'id' | 'center' | 'radiusM' | 'polygon'>>;

/** One calendar day of the person with its working time and everything the phone told about it, cleaned once for all detectors. */
export type WorkDay = Readonly<{
  /** YYYY-MM-DD in the person's zone. */
  day: string;
  schedule: DaySchedule;
  shifts: readonly Shift[];
  /** Working time: shifts without breaks and leave. */
  work: readonly Interval[];
  /** The cleaned track of the day's shifts with their margins. */
  track: Track;
  /** The cleaned track and the fixes rejected as spikes: what contradicts must not be cleaned away. */
  reported: Track;
  /** `index` counts in the fixes given for the day. */
  rejected: readonly RejectedFix[];
  stays: readonly StayPoint[];
  coverage: Coverage;
}>;

/** Everything known of one person in one period. Records may reach back before `judge`: that is history. Lists are in time order. */
export type PeriodEvidence = Readonly<{
  person: PersonFacts;
  judge: Interval;
  /** The days to judge, in order. Earlier days are in `baseline`. */
  days: readonly WorkDay[];
  /** The working time of the days before `judge`, in order, as far as it is known: what earlier punches are compared with. */
  pastSchedules?: readonly DaySchedule[];
  baseline: Baseline;
  places: PlaceIndex;
  /** Places by id, for records that name one. */
  placeById: ReadonlyMap<string, Place>;
  zones: readonly ZoneFact[];
  punches: readonly PunchFact[];
  visits: readonly VisitFact[];
  orders: readonly OrderFact[];
  tasks: readonly TaskFact[];
  anchors: readonly AnchorFact[];
  arrangements: readonly ArrangementFact[];
  declarations: readonly DeclarationFact[];
  gaps: readonly GapFact[];
  peers: readonly PeerFact[];
  /** Customers that other people too do not reach: their stored position is doubtful. */
  placeDoubt: ReadonlyMap<string, Readonly<{ people: number; misses: number }>>;
  /** The other people of the team. */
  team?: Readonly<{
    conversion?: Readonly<{ visits: number; orders: number }>;
    salesByMonthFen?: readonly number[];
  }>;
  /** Oldest first, the last month is the one `judge` ends in or the last whole one. */
  salesByMonthFen?: readonly number[];
  targetsByMonthFen?: readonly number[];
  /** Device ids the positions came from. */
  deviceIds: readonly string[];
  /** Which sources exist at all for this person and period: an empty list of visits is not "no visits" when nothing feeds them. */
  sources: ReadonlySet<EvidenceSource>;
}>;
