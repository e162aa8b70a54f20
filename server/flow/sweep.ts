import { z } from 'zod';
import { deleteLostCertificates } from '../store/certificates.ts';
import { deleteLostParts } from '../store/photo-files.ts';
import { deleteLostFiles } from '../store/photos.ts';
import { noteRoom, saysStoreFull } from '../store/health.ts';
import { getSetting, saveSetting } from '../store/settings.ts';
import { publishDue, showLate } from './alert/alert-publish.ts';
import { planPresence } from './signal/presence-plan.ts';
import { movePrompts } from './signal/presence-prompt.ts';
import { reconcileYesterday } from './punch/reconcile-attendance.ts';
import { tendCases } from './case/case-sweep.ts';
import { sendDigests } from './alert/alert-digest.ts';
import { detectDue } from './detect.ts';
import { makeCareReport } from './care.ts';
import type { Deps } from './deps.ts';
import { expireApprovals, pollApprovals } from './approval/approval-events.ts';
import { handleEvents } from './event.ts';
import { healQuiet } from './health.ts';
import { watchDeclarations } from './declare/declare-watch.ts';
import { watchFlexible } from './flexible/flexible-watch.ts';
import { reviewAssessments } from './policy/assessment.ts';
import { isRecent } from './is-recent.ts';
import { publishLeadCases } from './lead/lead-case.ts';
import { forgetLeaverDeliveries } from './leaver/leaver-link.ts';
import { followAgreements } from './non-compete/non-compete-monitor.ts';
import { watchNonCompeteCases } from './non-compete/non-compete-watch.ts';
import { detectTonight } from './night.ts';
import { askForPolicy } from './policy/policy-request.ts';
import { carryOutErasures } from './own/erase-data.ts';
import { watchDataRequests } from './own/data-request-watch.ts';
import { hintPulls } from './pull/pull-run.ts';
import { relay } from './relay.ts';
import { checkAuditDaily } from './audit/audit-check.ts';
import { signDueCheckpoint } from './audit/audit-checkpoint.ts';
import { forgetExpired } from './retention.ts';
import { resealOld } from './secret/reseal.ts';
import { resumeReplays } from './tuning/replay-start.ts';
import { endLapsedPilots } from './rollout/rollout-lapse.ts';
import { sendReports } from './own/send-reports.ts';
import { makeBiasReport } from './tuning/tuning-bias.ts';
import { noteSwept } from './swept.ts';
import { tendChanges } from './tuning/tuning-change.ts';
import { refreshSilences } from './tuning/tuning-quality.ts';
import { sliceOf } from './walk.ts';
import { hintWebhooks } from './webhook/webhook-send.ts';

const PHOTOS_KEY = 'lost-photos-until';
const HOUR_MS = 3_600_000;

/**
 * Everything that is due, found from the data alone: a lost job loses nothing, and a clock that jumps is caught up with. One step that
 * fails does not keep the others from running.
 */
export async function sweep(deps: Deps): Promise<void> {
  const faults: unknown[] = [];
  for (const step of [
    handleEvents,
    pollApprovals,
    expireApprovals,
    watchDeclarations,
    watchFlexible,
    watchDataRequests,
    reviewAssessments,
    endLapsedPilots,
    askForPolicy,
    detectDue,
    detectTonight,
    publishDue,
    showLate,
    planPresence,
    movePrompts,
    reconcileYesterday,
    tendCases,
    tendChanges,
    resumeReplays,
    refreshSilences,
    makeBiasReport,
    makeCareReport,
    sendDigests,
    sendReports,
    dropLostBytes,
    carryOutErasures,
    forgetExpired,
    healQuiet,
    signDueCheckpoint,
    checkAuditDaily,
    publishLeadCases,
    followAgreements,
    watchNonCompeteCases,
    forgetLeaverDeliveries,
    resealOld,
    relayAWhile,
    hintWebhooks,
    hintPulls,
  ]) {
    try {
      await step(deps);
    } catch (error) {
      faults.push(error);
    }
  }
  await noteSwept(deps).catch((error: unknown) => faults.push(error));
  if (!faults.some(saysStoreFull)) noteRoom();
  if (faults.length > 0) throw new AggregateError(faults, 'sweep');
}

/** What a slow platform leaves over goes on in a job of its own: no clock waits for it. */
async function relayAWhile(deps: Deps): Promise<void> {
  const { isCutOff } = await relay(deps, sliceOf(deps));
  if (isCutOff) await deps.enqueue({ name: 'relay' });
}

/** Once an hour: bytes of photos and papers whose record was not written within an hour, each looked at once. */
async function dropLostBytes(deps: Deps): Promise<void> {
  const toAt = new Date(+deps.now() - HOUR_MS);
  const fromAt = z.coerce
    .date()
    .catch(new Date(0))
    .parse(await getSetting(PHOTOS_KEY));
  if (isRecent(fromAt, toAt, HOUR_MS)) return;
  const sinceAt = fromAt < toAt ? fromAt : new Date(0);
  const aheadMs = deps.aheadMs?.() ?? 0;
  await deleteLostFiles(sinceAt, toAt);
  const span = { fromAt: new Date(+sinceAt - aheadMs), toAt: new Date(+toAt - aheadMs) };
  await deleteLostParts(span);
  await deleteLostCertificates(span);
  await saveSetting(PHOTOS_KEY, toAt);
}
