import { model, Schema } from 'mongoose';
import type { Datum } from '../contract/geo.ts';
import type { PunchReason } from '../contract/ingest.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';
import { openValue, sealValue, type Sealed } from './sealed.ts';
import type { Device } from './segments.ts';

/** One check-in or check-out; its time is never refused, its location is only there where R1 and R2 allow. */
export type Punch = Readonly<{
  id: string;
  personId: string;
  kind: 'in' | 'out';
  /** Corrected time. */
  at: Date;
  /** The device's own wall clock, and when the server got it. */
  capturedAt: Date;
  receivedAt: Date;
  /** Device clock minus server clock, milliseconds, as far as known. */
  skewMs: number;
  /** Nothing but the phone's clock says when it was, and it came late: a fact for its readers, no ground for anything. */
  onPhoneTime?: boolean;
  status: 'confirmed' | 'needs_confirmation' | 'declined';
  reasons: PunchReason[];
  /** WGS-84. */
  location?: Readonly<{ lng: number; lat: number; accuracyM: number; sourceDatum: Datum }>;
  shiftId?: string;
  /** The store the shift is worked at, else the person's own. */
  placeId?: string;
  distanceM?: number;
  photoId?: string;
  hasPhoto: boolean;
  note?: string;
  installId: string;
  device?: Device;
  /** SHA-256 of what the phone sent. */
  digest: string;
  /** Different content that came under the same id; the first one counts, both are kept. */
  conflicts: readonly PunchConflict[];
  /** `how`: the store's code or access point settled it, and no person. */
  confirmation?: Readonly<{ byId: string; at: Date; accept: boolean; note?: string; how?: 'qr' | 'wifi' }>;
}>;
export type PunchConflict = Readonly<{
  digest: string;
  receivedAt: Date;
  kind: 'in' | 'out';
  at: Date;
  capturedAt: Date;
  location?: Punch['location'];
  note?: string;
}>;
type Location = NonNullable<Punch['location']>;
type StoredConflict = Omit<PunchConflict, 'location'> & { location?: Sealed<Location> };
export type PunchDoc = Omit<Stored<Punch>, 'location' | 'conflicts'> & {
  location?: Sealed<Location>;
  conflicts: readonly StoredConflict[];
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<PunchDoc>(
  {
    _id: text,
    personId: text,
    kind: text,
    at: when,
    capturedAt: when,
    receivedAt: when,
    skewMs: { type: Number, required: true },
    onPhoneTime: Boolean,
    status: text,
    reasons: { type: [String], required: true },
    location: Schema.Types.Mixed,
    shiftId: String,
    placeId: String,
    distanceM: Number,
    photoId: String,
    hasPhoto: { type: Boolean, required: true },
    note: String,
    installId: text,
    device: Schema.Types.Mixed,
    digest: text,
    conflicts: { type: [Schema.Types.Mixed], default: [] },
    confirmation: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('punches'),
);
schema.index({ personId: 1, at: 1 });
schema.index({ at: 1 });
// The few that retention still has to do with.
schema.index({ at: -1 }, { partialFilterExpression: { location: { $exists: true } } });
schema.index({ at: -1, device: 1 }, { partialFilterExpression: { device: { $exists: true } } });
schema.index(
  { at: -1, 'conflicts.location': 1 },
  { name: 'copies', partialFilterExpression: { 'conflicts.location': { $exists: true } } },
);
schema.index({ placeId: 1, status: 1, at: 1 });
schema.index({ 'pending.id': 1 });
export const Punches = model('Punch', schema);

/** Without what the relay keeps in it. */
export function toPunch(stored: PunchDoc): Punch {
  const { pending: _pending, sent: _sent, location: sealed, conflicts, ...punch } = stored;
  const location =
    sealed === undefined ? undefined : openValue({ in: 'punches', field: 'location', id: punch._id }, sealed);
  return {
    ...toPlain(punch),
    ...(location && { location }),
    conflicts: conflicts.map((copy) => openConflict(punch._id, copy)),
  };
}

/** As it is stored: where it was is sealed. */
export function sealPunch({ id, location, ...punch }: Punch): Omit<PunchDoc, '_id' | 'pending' | 'sent'> {
  return {
    ...punch,
    ...(location && { location: sealValue({ in: 'punches', field: 'location', id }, location) }),
    conflicts: punch.conflicts.map((copy) => sealConflict(id, copy)),
  };
}

export const sealConflict = (id: string, { location, ...copy }: PunchConflict): StoredConflict => ({
  ...copy,
  ...(location && { location: sealValue({ in: 'punches', field: 'conflicts.location', id }, location) }),
});

function openConflict(id: string, { location, ...copy }: StoredConflict): PunchConflict {
  if (location === undefined) return copy;
  return { ...copy, location: openValue({ in: 'punches', field: 'conflicts.location', id }, location) };
}
