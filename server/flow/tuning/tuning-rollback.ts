import type { RollbackBody } from '../../contract/tuning.ts';
import { dayOf } from '../../domain/time.ts';
import { newestVersion, rolledBack } from '../../domain/tuning/settings-version.ts';
import { conflict } from '../../errors.ts';
import { markSupportedDirty } from '../../store/detections.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import {
  insertSettingVersion,
  listSettingVersions,
  settingVersionId,
  type StoredSettingsVersion,
} from '../../store/setting-versions.ts';
import type { Actor, Deps } from '../deps.ts';
import { endOutdated } from './tuning-change.ts';

/**
 * Returns to the thresholds before the last change, at once and for the change's own days: what it raised is judged anew and taken back
 * where it no longer stands. It needs one signature, because those thresholds had two; going forward again needs two.
 */
export async function rollBackSettings(
  deps: Deps,
  actor: Actor,
  { version, reason }: RollbackBody,
): Promise<StoredSettingsVersion> {
  const at = deps.now();
  const versions = await listSettingVersions();
  const newest = newestVersion(versions);
  if (newest.version !== version) throw conflict('stale_version');
  const timeZone = await getTimeZone();
  const back = rolledBack(versions, dayOf(at, timeZone));
  if (!back) throw conflict('nothing_to_roll_back');
  // First, so that nothing is left out when the process ends in between: judging again changes nothing by itself.
  await markSupportedDirty(back.fromDay, at);
  const stored = { ...back, at, byIds: [actor.personId], reason };
  const isSaved = await insertSettingVersion(stored, [
    {
      id: `thresholds:${back.version}:audit`,
      kind: 'audit',
      entry: {
        at,
        actorId: actor.personId,
        action: 'threshold.roll_back',
        subject: `setting_versions:${settingVersionId(back.version)}`,
        from: settingVersionId(newest.stands),
        to: settingVersionId(back.stands),
        why: reason,
      },
    },
  ]);
  if (!isSaved) throw conflict('stale_version');
  await endOutdated(deps);
  await deps.enqueue({ name: 'relay' });
  return stored;
}
