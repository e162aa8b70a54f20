import type {
  MonitoringState,
  NonCompeteSource,
  Ineligibility,
  RoleClass,
} from '../../contract/non-compete.ts';
import { addDays, addMonths } from '../time.ts';

type TradeSecret = Readonly<{ name: string; kind: 'technical' | 'business'; basis: string }>;
export type Payment = Readonly<{
  id: string;
  amountFen: number;
  paidDay: string;
  reference: string;
  at: Date;
}>;
/** The person's own signature for the insurance feed; in force from `fromDay` to `toDay`, both included. */
export type Authorisation = Readonly<{
  id: string;
  signedDay: string;
  fromDay: string;
  toDay: string;
  documentSha256: string;
  recordedAt: Date;
  withdrawnDay?: string;
}>;
/** What runs now; `stopReasons` say why it stopped by itself, `manual` that a person stopped it. */
export type Monitoring = Readonly<{
  state: MonitoringState;
  sources: readonly NonCompeteSource[];
  startedAt?: Date;
  startedById?: string;
  purpose?: string;
  stoppedAt?: Date;
  stopReasons?: readonly (Ineligibility | 'manual')[];
}>;

/** What two parties agreed about the time after employment (Labour Contract Law art. 23-24). Money in fen, days YYYY-MM-DD. */
export type Agreement = Readonly<{
  id: string;
  agreementNo: string;
  personId: string;
  version: number;
  signedDay?: string;
  endedDay?: string;
  roleClass: RoleClass;
  secrets: readonly TradeSecret[];
  scope: string;
  area: string;
  review?: Readonly<{ at: Date; byId: string; result: 'proportionate' | 'excessive'; note: string }>;
  termMonths: number;
  monthlyFen: number;
  averageWageFen: number;
  minimumWageFen: number;
  payDay: number;
  payments: readonly Payment[];
  release?: Readonly<{ day: string; byId: string; at: Date; reason: string }>;
  authorisations: readonly Authorisation[];
  monitoring: Monitoring;
}>;

/** From the day after employment, for the agreed months: `fromDay` is the first day bound, `toDay` the first one free again. */
export function restrictionOf({
  endedDay,
  termMonths,
}: Pick<Agreement, 'endedDay' | 'termMonths'>): Readonly<{ fromDay: string; toDay: string }> | null {
  if (endedDay === undefined) return null;
  const fromDay = addDays(endedDay, 1);
  return { fromDay, toDay: addMonths(fromDay, termMonths) };
}
