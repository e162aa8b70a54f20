import { model, Schema } from 'mongoose';
import type { SettingsVersion } from '../domain/tuning/settings-version.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** A version of the thresholds with how it came to be. Never changed once written. */
export type StoredSettingsVersion = SettingsVersion &
  Readonly<{
    at: Date;
    /** Who signed the change, or who rolled back. */
    byIds: readonly string[];
    reason: string;
    /** The signed change it puts into force; absent of a rollback. */
    changeId?: string;
  }>;
type VersionDoc = StoredSettingsVersion & {
  _id: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const schema = new Schema<VersionDoc>(
  {
    _id: text,
    version: count,
    overrides: { type: Schema.Types.Mixed, required: true },
    fromDay: text,
    raisesFromDay: text,
    stands: count,
    parent: count,
    at: { type: Date, required: true },
    byIds: { type: [String], required: true },
    reason: text,
    changeId: String,
    ...pendingFields,
  },
  schemaOptions('setting_versions'),
);
schema.index({ 'pending.id': 1 });
const Versions = model('SettingVersion', schema);

/** Every version, the newest first. */
export async function listSettingVersions(): Promise<StoredSettingsVersion[]> {
  const found = await Versions.find().sort({ version: -1 }).lean<VersionDoc[]>();
  return found.map(({ _id, pending: _pending, sent: _sent, ...version }) => version);
}

/** Adds the next version; false when another one took its number first. */
export async function insertSettingVersion(
  version: StoredSettingsVersion,
  pending: readonly Pending[],
): Promise<boolean> {
  return isCreated(
    Versions.create({ _id: settingVersionId(version.version), ...version, pending: [...pending] }),
  );
}

export const settingVersionId = (version: number): string => `v${version}`;
