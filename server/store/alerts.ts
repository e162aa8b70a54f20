import { model, Schema } from 'mongoose';
import type { Finding } from '../domain/detectors/finding.ts';
import { askForRows, askTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

export type AlertStatus = 'watching' | 'open' | 'handled' | 'cleared' | 'silenced';
export type AlertHandling = Readonly<{
  kind: 'arranged' | 'data_error' | 'ask' | 'escalate' | 'case' | 'declaration';
  byId: string;
  at: Date;
  note?: string;
}>;

/** One alert per person, shift and place: late points change its finding, never its key. */
export type Alert = Readonly<{
  id: string;
  alertNo: string;
  personId: string;
  pseudonym: string;
  regionId?: string;
  /** Found while its region was tried out: for HR alone, and for a talk at most. */
  isPilot?: true;
  timeZone: string;
  shiftId: string;
  /** The place; of an alert about none the detector's name. */
  placeId: string;
  day: string;
  status: AlertStatus;
  version: number;
  finding: Finding;
  /** What else was found of the same place or hours. */
  beside: readonly Finding[];
  coveragePct: number | null;
  /** T0: not told to anyone before. */
  publishAt: Date;
  publishedAt?: Date;
  /** The case it opened; a re-raised alert opens another. */
  caseId?: string;
  round: number;
  /** The manager whose week it counts in; `overflow` = beyond the budget, on HR's list instead. */
  managerId?: string;
  overflow?: boolean;
  handlings: readonly AlertHandling[];
  /** The manager's arrangement was drawn for HR to look at (10 %); `fits` once HR has. */
  sample?: Readonly<{ isDrawn: true; fits?: boolean; byId?: string; at?: Date; note?: string }>;
  /** When its cards were told that the time to answer is over. */
  lateShownAt?: Date;
  /** Since when data or records speak for the person of an alert whose case was carried out or ended against the person. */
  exoneratedAt?: Date;
  pending: readonly Pending[];
  sent: readonly SentCard[];
}>;
export type AlertDoc = Stored<Alert>;

const text = { type: String, required: true } as const;
const schema = new Schema<AlertDoc>(
  {
    _id: text,
    alertNo: text,
    personId: text,
    pseudonym: text,
    regionId: String,
    isPilot: Boolean,
    timeZone: text,
    shiftId: text,
    placeId: text,
    day: text,
    status: text,
    version: { type: Number, required: true },
    finding: { type: Schema.Types.Mixed, required: true },
    beside: { type: [Schema.Types.Mixed], default: [] },
    coveragePct: Number,
    publishAt: { type: Date, required: true },
    publishedAt: Date,
    caseId: String,
    round: { type: Number, required: true },
    managerId: String,
    overflow: Boolean,
    handlings: { type: [Schema.Types.Mixed], default: [] },
    sample: Schema.Types.Mixed,
    lateShownAt: Date,
    exoneratedAt: Date,
    ...pendingFields,
  },
  schemaOptions('alerts'),
);
schema.index({ personId: 1, day: 1 });
schema.index({ personId: 1, shiftId: 1, placeId: 1 }, { unique: true });
schema.index({ status: 1, publishAt: 1 });
schema.index({ publishedAt: 1 });
schema.index({ day: 1 });
schema.index({ 'sample.isDrawn': 1 }, { sparse: true });
schema.index({ 'finding.evidence.id': 1 });
schema.index({ 'beside.evidence.id': 1 });
schema.index({ 'pending.id': 1 });
export const Alerts = model('Alert', schema);

export async function findAlert(id: string): Promise<Alert | null> {
  const found = await Alerts.findById(id).lean<AlertDoc>();
  return found && toPlain(found);
}

/** Those of the alerts that exist. */
export async function findAlertsById(ids: readonly string[]): Promise<Alert[]> {
  return (await Alerts.find({ _id: { $in: [...ids] } }).lean<AlertDoc[]>()).map(toPlain);
}

/** Alerts of a person on days from `fromDay` to `toDay`, newest first. */
export async function findAlerts(personId: string, fromDay: string, toDay: string): Promise<Alert[]> {
  return (await askForAlerts(personId, fromDay, toDay)).map(toPlain);
}

const askForAlerts = askForRows(
  ({ personId }: AlertDoc) => personId,
  (personIds, fromDay: string, toDay: string) =>
    Alerts.find({ personId: { $in: personIds }, day: { $gte: fromDay, $lte: toDay } })
      .sort({ day: -1, _id: 1 })
      .lean<AlertDoc[]>(),
);

/** Alerts on these days that somebody may still be cleared of: neither cleared nor permitted. */
export async function findClearable(days: Readonly<{ fromDay: string; toDay?: string }>): Promise<Alert[]> {
  const { fromDay, toDay = '9999-12-31' } = days;
  const query = Alerts.find({
    day: { $gte: fromDay, $lte: toDay },
    status: { $in: ['watching', 'open', 'handled'] },
  });
  return (await query.lean<AlertDoc[]>()).map(toPlain);
}

/** Alerts of these days and later ones that rest on an order of this id, whoever they are about. */
export async function findAlertsOnOrder(orderId: string, fromDay: string): Promise<Alert[]> {
  return ((await askForOrder(orderId, fromDay)) ?? []).map(toPlain);
}

const askForOrder = askTogether(async (orderIds, fromDay: string) => {
  const some = { $in: [...orderIds] };
  const found = await Alerts.find({
    $or: [{ 'finding.evidence.id': some }, { 'beside.evidence.id': some }],
    day: { $gte: fromDay },
  }).lean<AlertDoc[]>();
  const rests = ({ finding, beside }: AlertDoc, orderId: string): boolean =>
    [finding, ...beside].some(({ evidence }) =>
      evidence.some((one) => one.kind === 'order' && one.id === orderId),
    );
  return new Map(orderIds.map((id) => [id, found.filter((alert) => rests(alert, id))]));
});

/** Creates the alert; false when it exists already. */
export async function insertAlert(alert: Alert): Promise<boolean> {
  const { id, ...fields } = alert;
  return isCreated(Alerts.create({ _id: id, ...fields }));
}

/** Creates alerts that are new for sure. */
export async function insertAlerts(alerts: readonly Alert[]): Promise<void> {
  await Alerts.insertMany(alerts.map(({ id, ...fields }) => ({ _id: id, ...fields })));
}

export type AlertChanges = Partial<Omit<Alert, 'id' | 'version' | 'pending' | 'sent' | 'handlings'>>;

/** One write: the changes and the work they leave, if the alert still has this version. Null = somebody was first. */
export async function updateAlert(
  alert: Alert,
  update: {
    set?: AlertChanges;
    unset?: readonly ('publishedAt' | 'caseId' | 'lateShownAt')[];
    handling?: AlertHandling;
    pending?: readonly Pending[];
  },
): Promise<Alert | null> {
  const { set = {}, unset = [], handling, pending = [] } = update;
  const found = await Alerts.findOneAndUpdate(
    { _id: alert.id, version: alert.version },
    {
      $set: { ...set, version: alert.version + 1 },
      ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, 1])) }),
      $push: { pending: { $each: [...pending] }, ...(handling && { handlings: handling }) },
    },
    { returnDocument: 'after' },
  ).lean<AlertDoc>();
  return found && toPlain(found);
}
