import type { Consultation, PolicyDraftBody, PolicyDraftView } from '../../contract/policy.ts';
import { DEFAULT_POLICY } from '../../domain/policy/default-policy.ts';
import type { SetDays } from '../../contract/policy-days.ts';
import { withProcedureDays } from '../../domain/policy/procedure-days.ts';
import { listPolicyCautions, listPolicyFaults } from '../../domain/policy/policy-checks.ts';
import { renderPolicy } from '../../domain/policy/policy-document.ts';
import { pendingFrom, standing } from '../../domain/policy/replaced.ts';
import { withRecordDays } from '../../domain/policy/record-period.ts';
import { instantOf } from '../../domain/time.ts';
import { conflict, forbidden } from '../../errors.ts';
import { getOrgMapping, getTimeZone } from '../../store/org-mapping.ts';
import { findPerson } from '../../store/people.ts';
import { listPolicies, type Policy } from '../../store/policies.ts';
import { findPolicyDraft, savePolicyDraft, type PolicyDraft } from '../../store/policy-drafts.ts';
import type { Actor, Deps } from '../deps.ts';
import { companyToday } from './detector-switch.ts';
import { findSetDays } from './policy-days.ts';
import { adoptPolicy } from './policy.ts';
import { sha256 } from '../secret/secret.ts';

const EDITORS: readonly string[] = ['hr', 'hr_lead', 'legal', 'admin'];
/** Who may publish a version, and take it back before its first day. */
export const PUBLISHERS = ['hr_lead'] as const;
const isOneOf = ({ roles }: Actor, wanted: readonly string[]): boolean =>
  roles.some((role) => wanted.includes(role));

export const mayPublishPolicy = (actor: Actor): boolean => isOneOf(actor, PUBLISHERS);

/** The draft as it is, or what the next one starts from, with what keeps it from being published. */
export async function viewPolicyDraft(deps: Deps, actor: Actor): Promise<PolicyDraftView> {
  if (!isOneOf(actor, EDITORS)) throw forbidden('not_your_role');
  const stored = await findPolicyDraft();
  const policies = await listPolicies();
  const today = await companyToday(deps);
  const set = await findSetDays();
  const isOpen = stored !== null && !isSpent(stored, policies);
  const draft = isOpen
    ? { ...stored.body, revision: stored.revision }
    : startingDraft(policies, { today, revision: stored?.revision ?? 0, set });
  const editor = isOpen && (await findPerson(stored.editedById));
  const { regions } = await getOrgMapping();
  return {
    draft,
    ...(isOpen && { editedAt: stored.editedAt.toISOString() }),
    ...(editor && { editedBy: editor.name }),
    faults: listPolicyFaults(draft, { today, takenVersions: policies.map(({ version }) => version) }),
    cautions: listPolicyCautions(draft, {
      today,
      set,
      isReplacing:
        replaced(policies, draft, { now: deps.now(), timeZone: await getTimeZone() }) !== undefined,
    }),
    mayPublish: mayPublishPolicy(actor),
    regions: regions.map(({ id, name }) => ({ id, name })),
  };
}

export async function savePolicy(deps: Deps, actor: Actor, input: PolicyDraftBody): Promise<PolicyDraftView> {
  if (!isOneOf(actor, EDITORS)) throw forbidden('not_your_role');
  const { revision, ...body } = input;
  const editedAt = deps.now();
  const next = { revision: revision + 1, body, editedAt, editedById: actor.personId };
  const to = sha256(JSON.stringify(body));
  const entry = {
    at: editedAt,
    actorId: actor.personId,
    action: 'policy.draft',
    subject: 'policy_drafts:next',
    to,
  };
  const id = `policy_drafts:${+editedAt}:${next.revision}`;
  if (!(await savePolicyDraft(next, [{ id, kind: 'audit', entry }]))) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return viewPolicyDraft(deps, actor);
}

/** Makes the draft a version that can never be changed; everyone concerned is asked to read it. */
export async function publishPolicy(deps: Deps, actor: Actor, revision: number): Promise<Policy> {
  if (!mayPublishPolicy(actor)) throw forbidden('not_your_role');
  const { draft, faults } = await viewPolicyDraft(deps, actor);
  const stored = await findPolicyDraft();
  if (draft.revision !== revision || !stored || isSpent(stored, await listPolicies()))
    throw conflict('stale_version');
  const { consultation, effectiveDay } = draft;
  if (faults.length > 0 || !consultation || effectiveDay === undefined)
    throw conflict('policy_not_ready', { faults });
  const timeZone = await getTimeZone();
  const { version, title, ladder, english } = draft;
  const policy = await adoptPolicy(
    deps,
    {
      version,
      title,
      body: renderPolicy(draft),
      sections: draft.sections,
      ladder,
      ...(english !== undefined && english.trim() !== '' && { english }),
      effectiveAt: instantOf(effectiveDay, '00:00', timeZone),
      consultation: describeConsultation(consultation),
      consultationRecord: consultation,
    },
    actor,
  );
  await deps.enqueue({ name: 'relay' });
  return policy;
}

/** The published version whose place the draft would take before anybody was bound by it. */
const replaced = (
  policies: readonly Policy[],
  { effectiveDay }: Pick<PolicyDraftBody, 'effectiveDay'>,
  { now, timeZone }: Readonly<{ now: Date; timeZone: string }>,
): Policy | undefined =>
  effectiveDay === undefined
    ? undefined
    : pendingFrom(policies, instantOf(effectiveDay, '00:00', timeZone), now);

/** A draft that was published is no longer one, unless its version was taken back: then it can be corrected. */
function isSpent({ body, editedAt }: PolicyDraft, policies: readonly Policy[]): boolean {
  return policies.some(
    ({ version, adoptedAt, withdrawn }) => !withdrawn && version === body.version && adoptedAt >= editedAt,
  );
}

/** One sentence for the version list and for letters. */
export function describeConsultation(one: Consultation): string {
  const form = one.form === 'staff_congress' ? '职工代表大会' : '全体职工';
  return `${one.discussedFromDay} 至 ${one.discussedToDay} 经${form}（${one.withWhom}，${one.people} 人）讨论，${one.settledDay} 与${one.settledWith}协商确定，${one.publicisedFromDay} 起公示（${one.publicisedHow}）`;
}

/** The newest version that stands, or the text the product ships with, with the periods that are set now. */
function startingDraft(
  policies: readonly Policy[],
  { today, revision, set }: { today: string; revision: number; set: SetDays },
): PolicyDraftBody {
  const version = `${today.slice(0, 4)}-${policies.length + 1}`;
  const [latest] = standing(policies);
  const { title, ladder } = DEFAULT_POLICY;
  const asSet = (text: string): string => withProcedureDays(withRecordDays(text, set.recordDays), set);
  const sections = latest?.sections ?? DEFAULT_POLICY.sections;
  const english = latest?.english ?? DEFAULT_POLICY.english;
  return {
    revision,
    version,
    title: latest?.title ?? title,
    sections: sections.map((section) => ({ ...section, text: asSet(section.text) })),
    ladder: latest?.ladder ?? ladder,
    english: asSet(english),
  };
}
