import { model, Schema } from 'mongoose';
import type { Engagement, Role, StaffKind } from '../contract/person.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

export type Person = Readonly<{
  id: string;
  openId: string;
  userId: string;
  employeeNo: string;
  name: string;
  roles: Role[];
  staffKind: StaffKind;
  /** The job itself spans several stores or areas. */
  isRegional?: boolean;
  engagement: Engagement;
  /** `company`, or `external` for dispatched and outsourced staff. */
  employer: string;
  departmentIds: string[];
  regionId?: string;
  storePlaceId?: string;
  /** When they were moved to that store from another one; shifts that had begun are of the one before. */
  storeSinceAt?: Date;
  leaderOpenId?: string;
  timeZone: string;
  isActive: boolean;
  leftAt?: Date;
}>;
export type PersonDoc = Stored<Person> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const schema = new Schema<PersonDoc>(
  {
    _id: text,
    openId: text,
    userId: text,
    employeeNo: text,
    name: text,
    roles: { type: [String], required: true },
    staffKind: text,
    isRegional: Boolean,
    engagement: text,
    employer: text,
    departmentIds: { type: [String], required: true },
    regionId: String,
    storePlaceId: String,
    storeSinceAt: Date,
    leaderOpenId: String,
    timeZone: text,
    isActive: { type: Boolean, required: true },
    leftAt: Date,
    ...pendingFields,
  },
  schemaOptions('people'),
);
schema.index({ openId: 1 }, { unique: true });
schema.index({ userId: 1 });
schema.index({ employeeNo: 1 });
schema.index({ roles: 1, isActive: 1 });
schema.index({ isActive: 1, leftAt: -1 });
schema.index({ 'pending.id': 1 });
export const People = model('Person', schema);

export function toPerson(stored: PersonDoc | null): Person | null {
  if (!stored) return null;
  const { pending: _pending, sent: _sent, ...person } = stored;
  return toPlain(person);
}

export function toPeople(stored: readonly PersonDoc[]): Person[] {
  return stored.flatMap((one) => toPerson(one) ?? []);
}
