import { v7 as uuidv7 } from 'uuid';
import { AssessmentListSchema, AssessmentViewSchema } from '../../contract/assessment.ts';
import { RuleListSchema, type RuleView } from '../../contract/custom-rule.ts';
import { storeId } from '../../demo/places.ts';
import { findDemoPerson } from '../../demo/staff.ts';
import { runReplay } from '../../flow/tuning/replay-run.ts';
import { findAlerts } from '../../store/alerts.ts';
import { findReplay } from '../../store/replays.ts';
import { HR, HR_LEAD, LEGAL, MANAGER, PROMOTER } from '../procedure.ts';
import type { Stage } from '../stage.ts';
import type { Story } from '../story.ts';

const REASON = '与职工代表逐条核对过条件与历史试算结果，同意启用';
const MESSAGE = '当班奔波超过十五公里，请先核对是否有临时调派';
const REPRESENTATIVE = 'rep-1';

export const customRule: Story = {
  title:
    'HR writes a rule of the company’s own: assessed, tested on history and put into force by somebody else, it hits once, at most medium, in its own words',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await spendsTimeAcrossTown(stage, '2026-10-20');
    await stage.at('2026-10-21 10:00', 'the HR lead drafts an assessment and a rule that rests on it');
    const id = uuidv7();
    const assessment = await draftAssessment(stage, id);
    await writeRule(stage, { id, piaId: assessment.id });
    const enable = { version: 1, reason: REASON };
    const unassessed = await stage.refused(REPRESENTATIVE, `/api/v1/rules/${id}/enable`, enable);
    stage.expect(unassessed.code === 'pia_required', 'without a current assessment it is not put into force');
    await stage.at('2026-10-21 11:00', 'legal stands for the assessment');
    await stage.post(LEGAL, `/api/v1/assessments/${assessment.id}/approve`, { version: assessment.version });
    const untested = await stage.refused(REPRESENTATIVE, `/api/v1/rules/${id}/enable`, enable);
    stage.expect(untested.code === 'rule_untested', 'nor untested');
    await stage.at('2026-10-21 14:00', 'it is tested on the history of a week');
    await testRule(stage, id);
    const byAuthor = await stage.refused(HR_LEAD, `/api/v1/rules/${id}/enable`, enable);
    stage.expect(byAuthor.status === 403, 'its author cannot put it into force');
    await stage.at('2026-10-21 16:00', 'the employees’ representative puts it into force');
    await stage.post(REPRESENTATIVE, `/api/v1/rules/${id}/enable`, enable);
    const inForce = await readRule(stage, id);
    stage.expect(inForce.status === 'enabled' && inForce.fromDay === '2026-10-22', 'from tomorrow on');
    await spendsTimeAcrossTown(stage, '2026-10-22');
    await stage.at('2026-10-23 09:05', 'the next morning');
    await hitsOnce(stage, id);
  },
};

/** Some minutes of the shift at the other end of town: nothing that a detector would ask about. */
async function spendsTimeAcrossTown(stage: Stage, day: string): Promise<void> {
  await stage.at(`${day} 18:20`, 'her phone sends the day: across town and back for a few minutes');
  await stage.phoneSends(PROMOTER, day, [
    [storeId('pudong', 0), '09:05', '13:20'],
    [storeId('xuhui', 0), '14:00', '14:12'],
    [storeId('pudong', 0), '15:00', '17:55'],
  ]);
  await stage.at(`${day} 18:25`, 'the day is judged');
}

async function draftAssessment(stage: Stage, ruleId: string) {
  const { template } = AssessmentListSchema.parse(await stage.get(HR, '/api/v1/assessments'));
  const body = {
    ...template,
    detectors: [...template.detectors, `rule:${ruleId}`],
    heldDay: '2026-10-21',
    reviewDay: '2027-10-20',
  };
  return AssessmentViewSchema.parse(await stage.post(HR, '/api/v1/assessments', body));
}

async function writeRule(stage: Stage, { id, piaId }: { id: string; piaId: string }): Promise<void> {
  const body = {
    version: 0,
    title: { zh: '当班奔波', en: 'Far about on duty' },
    message: {
      zh: MESSAGE,
      en: 'more than fifteen kilometres about town while on duty; ask first whether somebody sent the person',
    },
    severity: 'medium',
    staffKinds: ['promoter'],
    conditions: { all: [{ fact: 'moveKm', operator: 'greaterThan', value: 15 }] },
    piaId,
  };
  const visitor = await stage.as(HR_LEAD);
  const grave = await visitor.send('PUT', `/api/v1/rules/${id}`, { ...body, severity: 'high' });
  stage.expect(grave.status === 400, 'a rule of the own that calls something grave is not taken');
  const { status } = await visitor.send('PUT', `/api/v1/rules/${id}`, body);
  stage.expect(status === 200, 'the rule is kept as a draft');
}

async function testRule(stage: Stage, ruleId: string): Promise<void> {
  const id = uuidv7();
  await stage.post(HR_LEAD, `/api/v1/rules/${ruleId}/test`, { id, version: 1, days: 7 });
  await runReplay(stage.world.deps, id);
  const replay = await findReplay(id);
  const added = replay?.result?.byDetector.find(({ detector }) => detector === `rule:${ruleId}`)?.added;
  await stage.keep('replay.json', JSON.stringify(replay, null, 2));
  stage.expect(added === 1, 'on history it would have hit one day of one person');
}

async function readRule(stage: Stage, ruleId: string): Promise<RuleView> {
  const { rules } = RuleListSchema.parse(await stage.get(HR, '/api/v1/rules'));
  const found = rules.find(({ id }) => id === ruleId);
  if (!found) throw new Error('the rule is not listed');
  return found;
}

async function hitsOnce(stage: Stage, ruleId: string): Promise<void> {
  const { id } = await findDemoPerson(PROMOTER);
  const alerts = await findAlerts(id, '2026-10-19', '2026-10-23');
  const hits = alerts.filter(({ finding }) => finding.detector === `rule:${ruleId}`);
  const [hit] = hits;
  stage.expect(hits.length === 1, 'it has hit once: the day before it was in force is left alone');
  stage.expect(hit?.finding.days.join() === '2026-10-22', 'on the first day it was in force');
  stage.expect(hit?.finding.severity === 'medium', 'at most medium');
  stage.expect(hit?.finding.sentence.zh.includes(MESSAGE) === true, 'in the words its author gave it');
  stage.expect(
    !JSON.stringify(stage.cards(MANAGER)).includes('当班奔波'),
    'a hint like this alone troubles no manager',
  );
  await stage.keep('hit.json', JSON.stringify(hit, null, 2));
}
