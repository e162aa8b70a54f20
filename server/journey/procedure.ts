import { v7 as uuidv7 } from 'uuid';
import { rivalId, storeId } from '../demo/places.ts';
import type { Case, Stage } from './stage.ts';

export const HR = 'hr-1';
export const HR_LEAD = 'hr-lead';
export const LEGAL = 'legal-1';
export const MANAGER = 'm-pudong';
/** 孙悦, promoter of the first store in Pudong. */
export const PROMOTER = 'p-1';

export const FOUND = '考勤记录与定位记录相互独立，均显示上班时间在其他门店停留超过一小时';

/** A shift of the promoter with an hour and a quarter inside a rival's shop; the phone sends it in the evening. */
export async function spendsTimeAtRival(stage: Stage, day: string, key = PROMOTER): Promise<void> {
  await stage.at(`${day} 18:20`, `the phone of ${key} sends the day: 14:00-15:15 in a rival's shop`);
  await stage.phoneSends(key, day, [
    [storeId('pudong', 0), '09:05', '13:50'],
    [rivalId('pudong', 0), '14:00', '15:15'],
    [storeId('pudong', 0), '15:25', '17:55'],
  ]);
  await stage.at(`${day} 18:25`, 'the day is judged');
}

/** The next morning the manager gets a card and hands the matter to HR; answers the case as HR sees it. */
export async function managerHandsToHr(stage: Stage, morning: string): Promise<Case> {
  await stage.at(`${morning} 09:05`, 'cards go out');
  const card = stage.card(MANAGER, '转HR');
  await stage.keepCard(MANAGER, `manager-card-${morning}`, card);
  await stage.press(MANAGER, card, '转HR');
  const found = await stage.newestCase(HR);
  stage.expect(found.personName === undefined, 'HR reads a pseudonym, no name');
  return found;
}

export async function hrContacts(stage: Stage, caseId: string): Promise<Case> {
  const { version } = await stage.readCase(HR, caseId);
  await stage.post(HR, `/api/v1/cases/${caseId}/contact`, { version });
  return stage.readCase(HR, caseId);
}

export async function explains(stage: Stage, caseId: string, text: string): Promise<Case> {
  const { version } = await stage.readCase(PROMOTER, caseId);
  const body = { id: uuidv7(), version, quickReason: 'other', text, done: true };
  await stage.post(PROMOTER, `/api/v1/cases/${caseId}/explain`, body);
  return stage.readCase(PROMOTER, caseId);
}

export async function hrVerifies(
  stage: Stage,
  caseId: string,
  result: 'substantiated' | 'unsubstantiated' | 'permitted',
): Promise<Case> {
  const { version } = await stage.readCase(HR, caseId);
  await stage.post(HR, `/api/v1/cases/${caseId}/verify`, { version, result, reason: FOUND });
  return stage.readCase(HR, caseId);
}

export async function hrProposesWarning(stage: Stage, caseId: string): Promise<Case> {
  const { version } = await stage.readCase(HR, caseId);
  await stage.post(HR, `/api/v1/cases/${caseId}/propose`, {
    version,
    penalty: 'warning',
    reason: FOUND,
    legalBasis: '外勤人员行为规范；劳动合同法第三十九条第二项',
    evidence: [
      { kind: 'location', note: '定位记录显示在其他门店停留 75 分钟' },
      { kind: 'attendance_record', note: '当天下午无外出登记' },
    ],
  });
  return stage.readCase(HR, caseId);
}

export async function secondPersonAgrees(
  stage: Stage,
  { id, caseNo }: Case,
  comment = '程序完整，同意',
): Promise<Case> {
  await stage.decide(LEGAL, stage.approval(caseNo), 'APPROVED', comment);
  return stage.readCase(HR, id);
}
