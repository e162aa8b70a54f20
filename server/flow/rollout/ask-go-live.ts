import { rolloutZh } from '../../contract/texts/rollout.zh.ts';
import { periodAt } from '../../domain/rollout/mode.ts';
import { dayOf } from '../../domain/time.ts';
import { goLiveForm } from '../../feishu/approval-forms.ts';
import { findRegion, getTimeZone } from '../../store/org-mapping.ts';
import { findRollout, saveGoLiveInstance, type Rollout } from '../../store/rollouts.ts';
import type { ApprovalQuestion, ApprovalRequest } from '../approval/approval-topic.ts';
import type { Deps } from '../deps.ts';
import { goLiveChecklist } from './go-live.ts';

/** A second person is asked to let a region go live that was tried out. */
export const goLiveQuestion: ApprovalQuestion = {
  kind: 'go_live',
  findWaiting: async (id) => goLiveRequestOf(await findRollout(id)),
  draft: async (deps, { documentId }) => {
    const rollout = await findRollout(documentId);
    if (!rollout?.goLive) throw new Error('a region that does not wait asks for nothing');
    return goLiveForm(await valuesOf(deps, rollout, rollout.goLive));
  },
  noteInstance: ({ documentId: id, requestId }, instanceCode) =>
    saveGoLiveInstance({ id, requestId }, instanceCode),
};

/** The question that waits now; null where nobody is asked in the chat. */
export function goLiveRequestOf(rollout: Rollout | null): ApprovalRequest | null {
  if (!rollout?.goLive?.asking) return null;
  const { at, byId, asking } = rollout.goLive;
  return { documentId: rollout.id, askedAt: at, applicantId: byId, ...asking };
}

async function valuesOf(
  deps: Deps,
  { id, periods }: Rollout,
  { figures, reason, at }: NonNullable<Rollout['goLive']>,
): Promise<Parameters<typeof goLiveForm>[0]> {
  const pilot = periodAt(periods, at);
  const timeZone = await getTimeZone();
  return {
    region: (await findRegion(id))?.name ?? rolloutZh.noRegion,
    pilot: pilot ? rolloutZh.approval.pilot(dayOf(pilot.fromAt, timeZone), dayOf(at, timeZone)) : '',
    figures: rolloutZh.approval.figures(figures),
    checklist: pilot ? rolloutZh.approval.checklist(await goLiveChecklist(deps, id, pilot)) : '',
    effect: rolloutZh.approval.effect,
    reason,
    link: `${deps.publicUrl}/console/#/rollouts`,
  };
}
