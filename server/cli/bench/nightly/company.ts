import { assessmentZh } from '../../../contract/texts/assessment.zh.ts';
import { DETECTORS } from '../../../domain/detectors/index.ts';
import { insertAssessment } from '../../../store/assessments.ts';
import { saveOrgMapping } from '../../../store/org-mapping.ts';
import { insertPolicy } from '../../../store/policies.ts';
import { TIME_ZONE } from '../detectors/scene.ts';
import { makeTown, TOWN_PEOPLE } from './made-town.ts';
import { ADOPTED, POLICY, storeTown } from './store-town.ts';

/** What a company came to; `planted`: people who misbehave. */
export type Filled = Readonly<{ fixes: number; planted: number }>;

/** A company in towns of a hundred people: its rules, then town by town, so that no more than one is held in memory. */
export async function fillCompany(people: number, say: (line: string) => void): Promise<Filled> {
  await saveOrgMapping({ regions: [], stores: [], roleRules: [], staffKinds: [], timeZone: TIME_ZONE });
  const policy = { ...POLICY, title: 'p', body: 'p', consultation: 'c' };
  await insertPolicy({ ...policy, effectiveAt: ADOPTED, adoptedAt: ADOPTED }, []);
  await assessDetectors();
  let fixes = 0;
  let planted = 0;
  for (let from = 0; from < people; from += TOWN_PEOPLE) {
    const town = makeTown(from / TOWN_PEOPLE, Math.min(TOWN_PEOPLE, people - from));
    fixes += await storeTown(town);
    planted += town.planted;
    const done = from + town.staff.length;
    if (done % 1000 === 0) say(`${done} people filled`);
  }
  return { fixes, planted };
}

/** Without an impact assessment nothing is judged. */
async function assessDetectors(): Promise<void> {
  const detectors = DETECTORS.map(({ name, needs }) => ({ name, needs: [...needs] }));
  const reviewDay = '9999-12-31';
  const names = detectors.map(({ name }) => name);
  await insertAssessment(
    {
      id: 'bench',
      version: 1,
      status: 'approved',
      body: { ...assessmentZh, detectors: names, heldDay: '2026-01-01', reviewDay },
      reviewDay,
      scope: { detectors, notices: [], regions: [] },
      createdAt: ADOPTED,
      conductedById: 'bench',
      reopenedWhy: [],
    },
    [],
  );
}
