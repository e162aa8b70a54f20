import { assessmentZh } from '../../server/contract/texts/assessment.zh.ts';
import { DETECTORS } from '../../server/domain/detectors/index.ts';
import { NOTICES } from '../../server/flow/policy/consent.ts';
import { insertAssessment, type Assessment } from '../../server/store/assessments.ts';
import { getOrgMapping } from '../../server/store/org-mapping.ts';

/** An approved impact assessment of every detector, current for all the time that tests play in: without one nothing runs. */
export async function giveAssessment(overrides: Partial<Assessment> = {}): Promise<Assessment> {
  const detectors = DETECTORS.map(({ name, needs }) => ({ name, needs: [...needs] }));
  const heldDay = '2026-09-01';
  const reviewDay = '2027-08-31';
  const assessment: Assessment = {
    id: 'pia',
    version: 1,
    status: 'approved',
    body: { ...assessmentZh, detectors: detectors.map(({ name }) => name), heldDay, reviewDay },
    reviewDay,
    scope: {
      detectors,
      notices: NOTICES.map(({ kind, version }) => `${kind}:${version}`),
      regions: (await getOrgMapping()).regions.map(({ id }) => id),
    },
    createdAt: new Date('2026-09-01T02:00:00Z'),
    conductedById: 'li',
    approvedAt: new Date('2026-09-02T02:00:00Z'),
    approvedById: 'zhou',
    reopenedWhy: [],
    ...overrides,
  };
  await insertAssessment(assessment, []);
  return assessment;
}
