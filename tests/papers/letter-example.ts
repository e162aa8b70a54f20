import type { LetterWords } from '../../server/contract/texts/letters.zh.ts';

/** Words of a case of November 2026, with a rare character in the name. */
export const letterWords: LetterWords = {
  company: '华东零售（上海）有限公司',
  union: '华东零售（上海）有限公司工会委员会',
  person: '张喆堃',
  employeeNo: 'MQ1022',
  caseNo: 'C-261116-AAAAAA',
  facts: '2026年11月16日 10:00-11:10，排班时间内在其他品牌门店停留约 70 分钟',
  rule: '《外勤人员行为规范》（版本 2026-1，SHA-256 3f1c…9a02）“四、禁止行为”，本人于 2026年10月8日 确认阅读',
  evidence: [
    '定位：停留 70 分钟，覆盖率 96%',
    '证人：店长书面证言',
    '文件：对方单位出具的在职证明（本人提交）',
  ],
  hearing: '本人已作书面说明，公司已逐项核对。',
  measures: ['书面警告', '依据《导购绩效奖金办法》扣减 2026年11月 绩效人民币 400.00 元'],
  reason: '经核对当天排班、定位记录与店长证言，未见经批准的外出或兼职申报，与说明不一致，认定属实。',
  legalBasis: '《中华人民共和国劳动合同法》第三十九条第（四）项',
  deadline: '2026年12月28日',
  otherEmployer: '某某商贸（上海）有限公司',
  demand:
    '公司已于 2026年11月24日 书面要求改正，邮件（EMS EA123456789CN）于 2026年11月27日 送达，期限届满仍未停止。',
  unionPart: '公司已事先将理由通知工会，研究了其意见并书面答复：已考虑，没有合适的岗位。',
  effectiveDay: '2027年1月20日',
  appeal:
    '您可以在 2026年11月27日 23:59 前申诉，申诉期内不执行。您如对本决定有异议，可以在系统内提出申诉，由未参与本案的人员复核；也可以依法向劳动争议仲裁委员会申请仲裁。',
  receiver: '某某人力资源有限公司',
  contact: '人力资源部 021-0000 0000 hr@example.com',
  takenBack: {
    decidedDay: '2026年11月26日',
    letters: 'L-261126-7F3K2Q',
    day: '2026年12月3日',
    how: '公司决定撤销上述处分。',
    reason: '门店监控证明本人当天一直在岗，原来的定位依据不成立，处分撤销。',
  },
  interview: {
    at: '2026年11月20日 14:00-14:35',
    place: '浦东办公室 3 号会议室',
    people: '李某（人力资源）、王某（记录）',
    record: '问：当天上午您在哪里？\n答：我去给朋友的店帮忙。\n问：是否申报过兼职？\n答：没有。',
  },
};
