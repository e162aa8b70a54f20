import { findAlert } from '../store/alerts.ts';
import { findCase } from '../store/cases.ts';
import { findPunch } from '../store/punches.ts';
import type { SentCard } from '../store/pending.ts';
import { findDeclaration } from '../store/declarations.ts';
import { buildAlertCards } from './card/card-alert.ts';
import { buildCaseCards } from './card/card-case.ts';
import { buildDeclarationCards } from './card/card-declaration.ts';
import { buildSecondLookCards } from './card/card-second-look.ts';
import { SECOND_LOOK } from './declare/declaration-parts.ts';
import { buildFileCards } from './card/card-file.ts';
import { buildFlexibleCards } from './card/card-flexible.ts';
import type { OutgoingCard } from './card/card-parts.ts';
import { buildOvertimeCards } from './card/card-overtime.ts';
import { buildPromptCards } from './card/card-prompt.ts';
import { buildLeadCards } from './card/card-lead.ts';
import { buildLetterCards } from './card/card-letter.ts';
import { buildNonCompeteCards } from './card/card-non-compete.ts';
import { buildPunchCards } from './card/card-punch.ts';
import { buildRolloutCards } from './card/card-rollout.ts';
import { buildThresholdCards } from './card/card-threshold.ts';
import { buildZoneCards } from './card/card-zone.ts';
import { buildWebhookCards } from './card/card-webhook.ts';
import { buildDigestCards } from './alert/alert-digest.ts';
import { buildHealthCards } from './health.ts';
import { buildPolicyCards } from './policy/policy-request.ts';
import { buildSourceCards } from './pull/pull-cards.ts';
import { buildReportCards } from './own/send-reports.ts';
import type { Deps } from './deps.ts';

/** The cards of one slot of a document as it is now; none when there is nobody to tell any more. */
export async function buildCards(
  deps: Deps,
  document: Readonly<{ collection: string; id: string; sent?: readonly SentCard[] }>,
  slot: string,
): Promise<OutgoingCard[]> {
  const { collection, id } = document;
  switch (collection) {
    case 'alerts': {
      const alert = await findAlert(id);
      return alert ? buildAlertCards(deps, alert, slot) : [];
    }
    case 'cases': {
      const record = await findCase(id);
      return record ? buildCaseCards(deps, record, slot) : [];
    }
    case 'declarations': {
      const declaration = await findDeclaration(id);
      if (!declaration) return [];
      return slot === SECOND_LOOK
        ? buildSecondLookCards(deps, declaration)
        : buildDeclarationCards(deps, declaration, slot);
    }
    case 'flexible_shifts':
      return buildFlexibleCards(deps, id, slot);
    case 'zone_assignments':
      return buildZoneCards(deps, id, slot);
    case 'punches': {
      const punch = await findPunch(id);
      return punch ? buildPunchCards(deps, punch, document.sent) : [];
    }
    case 'overtime_requests':
      return buildOvertimeCards(deps, id);
    case 'presence_prompts':
      return buildPromptCards(deps, id);
    case 'settings':
      return buildHealthCards(id);
    case 'rollouts':
      return buildRolloutCards(deps, id, slot);
    case 'threshold_changes':
      return buildThresholdCards(deps, id);
    case 'webhooks':
      return buildWebhookCards(deps, id);
    case 'pull_sources':
      return buildSourceCards(deps, id, slot);
    case 'digests':
      return buildDigestCards(deps, id);
    case 'policy_requests':
      return buildPolicyCards(deps, id, slot);
    case 'monthly_reports':
      return buildReportCards(deps, id);
    case 'case_files':
      return buildFileCards(deps, id);
    case 'letters':
      return buildLetterCards(deps, id);
    case 'leads':
      return buildLeadCards(deps, id, slot);
    case 'non_compete_agreements':
    case 'non_compete_records':
    case 'non_compete_cases':
    case 'certificates':
      return buildNonCompeteCards(deps, document, slot);
    default:
      throw new Error(`no cards for ${collection}`);
  }
}
