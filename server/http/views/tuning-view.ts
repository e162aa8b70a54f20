import { SignerSchema, type Signer } from '../../contract/tuning.ts';
import type { ChangeView, ReplayList, ReplayView, ThresholdsView } from '../../contract/views.ts';
import { newestVersion, type Overrides, type SettingsVersion } from '../../domain/tuning/settings-version.ts';
import { diffOverrides, TUNABLES } from '../../domain/tuning/tunables.ts';
import { SYSTEM } from '../../flow/deps.ts';
import type { Replay } from '../../store/replays.ts';
import type { StoredSettingsVersion } from '../../store/setting-versions.ts';
import type { ThresholdChange } from '../../store/threshold-changes.ts';

/** Names of people and regions by id. */
export type Names = Readonly<{
  person: (id: string) => string;
  region: (id: string) => string;
}>;

export function thresholdsView(
  versions: readonly StoredSettingsVersion[],
  { names, mayRollBack }: { names: Names; mayRollBack: boolean },
): ThresholdsView {
  const newest = newestVersion(versions);
  return {
    detectors: TUNABLES.map(({ name, version, fields }) => ({
      name,
      version,
      fields: fields.map((field) => ({ ...field })),
    })),
    version: newest.version,
    overrides: copyOf(newest.overrides),
    versions: versions.map((one) => ({
      version: one.version,
      fromDay: one.fromDay,
      at: one.at.toISOString(),
      by: one.byIds.filter((id) => id !== SYSTEM.personId).map(names.person),
      reason: one.reason,
      ...(one.stands !== one.version && { backTo: one.stands }),
      changes: diffOverrides(overridesOf(versions, one.version - 1), one.overrides),
    })),
    mayRollBack: mayRollBack && newest.stands > 0,
  };
}

export function replayRow(replay: Replay, { person }: Names): ReplayList['replays'][number] {
  const { id, at, byId, fromDay, toDay, status, done, of, failure, rule, baseVersion } = replay;
  return {
    id,
    at: at.toISOString(),
    by: person(byId),
    fromDay,
    toDay,
    status,
    done,
    of,
    ...(failure !== undefined && { failure }),
    ...(rule && { ruleId: rule.id }),
    baseVersion,
  };
}

export function replayView(
  replay: Replay,
  { versions, names }: { versions: readonly SettingsVersion[]; names: Names },
): ReplayView {
  const { result } = replay;
  return {
    ...replayRow(replay, names),
    overrides: copyOf(replay.overrides),
    changes: diffOverrides(overridesOf(versions, replay.baseVersion), replay.overrides),
    isStale: newestVersion(versions).version !== replay.baseVersion,
    ...(result && {
      result: {
        people: result.people,
        shifts: result.shifts,
        total: { ...result.total },
        byDetector: result.byDetector.map((row) => ({ ...row })),
        byRegion: result.byRegion.map(({ regionId, ...row }) => ({ region: names.region(regionId), ...row })),
        newlyHit: result.newlyHit.map(({ pseudonym, alerts, detectors }) => ({
          pseudonym,
          alerts,
          detectors: [...detectors],
        })),
        newlyHitTotal: result.newlyHitTotal,
        relieved: result.relieved,
        precision: result.precision,
      },
    }),
  };
}

export function changeView(
  change: ThresholdChange,
  shown: { versions: readonly SettingsVersion[]; names: Names; maySignAs: readonly Signer[] },
): ChangeView {
  const { id, at, byId, reason, replayId, status, signatures, asking, version } = change;
  const { versions, names, maySignAs } = shown;
  return {
    id,
    at: at.toISOString(),
    by: names.person(byId),
    reason,
    replayId,
    status,
    changes: diffOverrides(overridesOf(versions, change.baseVersion), change.overrides),
    signatures: SignerSchema.options.map((as) => {
      const signed = signatures[as];
      return {
        as,
        who: names.person(signed?.byId ?? (asking?.as === as ? (asking.approverIds[0] ?? '') : '')),
        ...(signed && { at: signed.at.toISOString(), accept: signed.accept }),
        ...(signed?.comment !== undefined && { comment: signed.comment }),
      };
    }),
    maySignAs: [...maySignAs],
    ...(version !== undefined && { version }),
  };
}

const overridesOf = (versions: readonly SettingsVersion[], version: number): Overrides =>
  versions.find((one) => one.version === version)?.overrides ?? {};

const copyOf = (overrides: Overrides): Record<string, Record<string, number>> =>
  Object.fromEntries(Object.entries(overrides).map(([name, values]) => [name, { ...values }]));
