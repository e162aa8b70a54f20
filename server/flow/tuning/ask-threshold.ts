import { detectorNamesZh } from '../../contract/texts/detector-names.zh.ts';
import { thresholdsZh } from '../../contract/texts/thresholds.zh.ts';
import { tuningZh } from '../../contract/texts/tuning.zh.ts';
import { withUnit } from '../../contract/texts/units.ts';
import { newestVersion } from '../../domain/tuning/settings-version.ts';
import { diffOverrides, type SettingChange } from '../../domain/tuning/tunables.ts';
import { thresholdForm } from '../../feishu/approval-forms.ts';
import { findReplay } from '../../store/replays.ts';
import { listSettingVersions } from '../../store/setting-versions.ts';
import { findChange, saveChangeInstance, type ThresholdChange } from '../../store/threshold-changes.ts';
import type { ApprovalQuestion, ApprovalRequest } from '../approval/approval-topic.ts';
import type { Deps } from '../deps.ts';

/** HR lead, then the employees' representative, are asked to sign new thresholds. */
export const thresholdQuestion: ApprovalQuestion = {
  kind: 'threshold',
  findWaiting: async (id) => thresholdRequestOf(await findChange(id)),
  draft: async (deps, { documentId }) => {
    const change = await findChange(documentId);
    if (!change) throw new Error('a change that is not there asks for nothing');
    return thresholdForm(await valuesOf(deps, change));
  },
  noteInstance: ({ documentId: id, requestId }, instanceCode) =>
    saveChangeInstance({ id, requestId }, instanceCode),
};

/** The signature that is asked for now. */
export function thresholdRequestOf(change: ThresholdChange | null): ApprovalRequest | null {
  if (change?.status !== 'waiting' || !change.asking) return null;
  const { as: _as, at, ...asking } = change.asking;
  return { documentId: change.id, askedAt: at, applicantId: change.byId, ...asking };
}

async function valuesOf(deps: Deps, change: ThresholdChange): Promise<Parameters<typeof thresholdForm>[0]> {
  const base = newestVersion(await listSettingVersions());
  const changes = diffOverrides(base.overrides, change.overrides);
  const each = (say: (one: SettingChange) => string): string => changes.map(say).join('；');
  return {
    rule: [...new Set(changes.map(({ name }) => detectorNamesZh[name] ?? name))].join('、'),
    threshold: each(({ key }) => labels[key] ?? key),
    from_value: each((one) => withUnit(one.key, one.from, 'zh')),
    to_value: each((one) => withUnit(one.key, one.to, 'zh')),
    effect: await effectOf(change.replayId),
    reason: change.reason,
    valid_from: tuningZh.validFrom,
    link: `${deps.publicUrl}/console/#/tuning/replays/${change.replayId}`,
  };
}

const labels: Readonly<Record<string, string>> = thresholdsZh;

/** What the replay found, in a few lines. */
async function effectOf(replayId: string): Promise<string> {
  const replay = await findReplay(replayId);
  return replay?.result ? tuningZh.effect({ ...replay, result: replay.result }) : tuningZh.noEffect;
}
