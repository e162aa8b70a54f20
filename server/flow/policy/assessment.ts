import { randomUUID } from 'node:crypto';
import type { AssessmentBody, AssessmentScope } from '../../contract/assessment.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { DETECTORS } from '../../domain/detectors/index.ts';
import { isCurrent, LONGEST_REVIEW_DAYS, scopeChanges } from '../../domain/policy/assessment.ts';
import { addDays } from '../../domain/time.ts';
import { badField, conflict, forbidden } from '../../errors.ts';
import { findApprovedAssessments, insertAssessment, type Assessment } from '../../store/assessments.ts';
import { getOrgMapping } from '../../store/org-mapping.ts';
import { assessmentAudit, loadAssessment, saveAssessment } from './assessment-record.ts';
import { NOTICES } from './consent.ts';
import { SYSTEM, type Actor, type Deps } from '../deps.ts';
import { companyToday } from './detector-switch.ts';

const AUTHORS: readonly string[] = ['hr', 'hr_lead', 'legal', 'admin'];
const APPROVERS: readonly string[] = ['hr_lead', 'legal'];
const isOneOf = ({ roles }: Actor, wanted: readonly string[]): boolean =>
  roles.some((role) => wanted.includes(role));
export const mayWriteAssessment = (actor: Actor): boolean => isOneOf(actor, AUTHORS);
/** Not who conducted it: a second person stands for it. */
export const mayApproveAssessment = (actor: Actor, { conductedById }: Assessment): boolean =>
  isOneOf(actor, APPROVERS) && actor.personId !== conductedById;

export async function draftAssessment(deps: Deps, actor: Actor, body: AssessmentBody): Promise<Assessment> {
  requireRole(mayWriteAssessment(actor));
  await checkBody(deps, body);
  const assessment: Assessment = {
    id: randomUUID(),
    version: 0,
    status: 'draft',
    body,
    reviewDay: body.reviewDay,
    scope: await scopeOf(body.detectors),
    createdAt: deps.now(),
    conductedById: actor.personId,
    reopenedWhy: [],
  };
  await insertAssessment(assessment, [
    assessmentAudit(deps, assessment, { actor, action: 'assessment.draft', version: 0 }),
  ]);
  await deps.enqueue({ name: 'relay' });
  return assessment;
}

/** A draft is written on; a re-opened one becomes a draft again, conducted by who changes it. */
export async function changeAssessment(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; body: AssessmentBody },
): Promise<Assessment> {
  requireRole(mayWriteAssessment(actor));
  const { body } = input;
  await checkBody(deps, body);
  const before = await loadAssessment(input);
  if (before.status !== 'draft' && before.status !== 'reopened') throw wrongState();
  const set = {
    status: 'draft' as const,
    body,
    reviewDay: body.reviewDay,
    scope: await scopeOf(body.detectors),
    conductedById: actor.personId,
  };
  return saveAssessment(deps, before, { actor, action: 'assessment.change', set });
}

/** A second person stands for it: from now on it allows what it covers, and takes the place of those it covers wholly. */
export async function approveAssessment(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number },
): Promise<Assessment> {
  const before = await loadAssessment(input);
  if (before.conductedById === actor.personId) throw forbidden('is_proposer');
  requireRole(mayApproveAssessment(actor, before));
  if (before.status !== 'draft') throw wrongState();
  if (before.body.residualRisk === 'high') throw conflict('risk_too_high');
  const now = await scopeOf(before.body.detectors);
  const at = deps.now();
  const saved = await saveAssessment(deps, before, {
    actor,
    action: 'assessment.approve',
    set: { status: 'approved', scope: now, approvedAt: at, approvedById: actor.personId, reopenedWhy: [] },
  });
  if (!isCurrent(saved, await companyToday(deps))) return saved;
  for (const old of await findApprovedAssessments())
    if (old.id !== saved.id && isCoveredBy(old, saved))
      await saveAssessment(deps, old, {
        actor,
        action: 'assessment.supersede',
        set: { status: 'superseded', supersededAt: at },
      });
  return saved;
}

/** Somebody doubts it, or what it covers has changed: it allows nothing until it is assessed anew. */
export async function reopenAssessment(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; reason: string },
): Promise<Assessment> {
  requireRole(isOneOf(actor, AUTHORS));
  const before = await loadAssessment(input);
  if (before.status !== 'approved') throw wrongState();
  return reopen(deps, before, { actor, why: [input.reason] });
}

/** Re-opens every approved assessment whose scope has grown (R19). */
export async function reviewAssessments(deps: Deps): Promise<void> {
  for (const assessment of await findApprovedAssessments()) {
    const why = scopeChanges(assessment.scope, await scopeOf(assessment.body.detectors));
    if (why.length > 0) await reopen(deps, assessment, { actor: SYSTEM, why });
  }
}

const reopen = (deps: Deps, before: Assessment, { actor, why }: { actor: Actor; why: readonly string[] }) =>
  saveAssessment(deps, before, {
    actor,
    action: 'assessment.reopen',
    why: why.join(' '),
    set: { status: 'reopened', reopenedAt: deps.now(), reopenedWhy: why },
  });

/** What there is now of what the named detectors rest on. */
async function scopeOf(names: readonly string[]): Promise<AssessmentScope> {
  const { regions } = await getOrgMapping();
  return {
    detectors: names.map((name) => ({
      name,
      needs: [...(DETECTORS.find((one) => one.name === name)?.needs ?? [])],
    })),
    notices: NOTICES.map(({ kind, version }) => `${kind}:${version}`),
    regions: regions.map(({ id }) => id),
  };
}

function isCoveredBy(old: Assessment, { body }: Assessment): boolean {
  return old.body.detectors.every((name) => body.detectors.includes(name));
}

async function checkBody(deps: Deps, { heldDay, reviewDay, detectors }: AssessmentBody): Promise<void> {
  const known = new Set(DETECTORS.map(({ name }) => name));
  const unknown = detectors.findIndex((name) => !name.startsWith('rule:') && !known.has(name));
  if (unknown >= 0) throw badField(`detectors.${unknown}`, rule.noSuchDetector);
  if (heldDay > (await companyToday(deps))) throw badField('heldDay', rule.notInFuture);
  if (reviewDay <= heldDay || reviewDay > addDays(heldDay, LONGEST_REVIEW_DAYS))
    throw badField('reviewDay', rule.withinYearOfHeld);
}

function requireRole(mayDo: boolean): void {
  if (!mayDo) throw forbidden('not_your_role');
}

const wrongState = () => conflict('illegal_transition');
