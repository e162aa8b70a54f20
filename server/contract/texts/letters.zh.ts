/** What a letter is made of, as words: every amount, day and name is written out already. */
export type LetterWords = Readonly<{
  company: string;
  union: string;
  person: string;
  employeeNo: string;
  caseNo: string;
  /** What happened and when, one sentence without an ending. */
  facts: string;
  rule: string;
  evidence: readonly string[];
  hearing: string;
  measures: readonly string[];
  reason: string;
  legalBasis: string;
  deadline: string;
  otherEmployer: string;
  demand: string;
  unionPart: string;
  effectiveDay: string;
  /** How the decision may be appealed from, or what became of the appeal. */
  appeal: string;
  receiver: string;
  contact: string;
  interview: Readonly<{ at: string; place: string; people: string; record: string }>;
  /** Which letters told of the penalty, when it was decided, and how, when and why it was taken back. */
  takenBack: Readonly<{ decidedDay: string; letters: string; day: string; how: string; reason: string }>;
}>;
type LetterText = Readonly<{
  title: string;
  to: (words: LetterWords) => string;
  body: (words: LetterWords) => readonly string[];
  /** Lines to sign at the foot; none where nobody signs for it. */
  receipt: readonly string[];
}>;

const numbered = (lines: readonly string[]): string[] => lines.map((line, at) => `${at + 1}. ${line}`);
const signed = ['签收人（签字）：', '签收日期：      年    月    日', '本人意见：'];
const rights =
  '您如对本决定有异议，可以在系统内提出申诉，由未参与本案的人员复核；也可以依法向劳动争议仲裁委员会申请仲裁。';
const arbitration = '您如仍有异议，可以依法向劳动争议仲裁委员会申请仲裁。';

/** Letters of a case, zh-CN; a company may send its own instead, the facts stay the same. */
export const lettersZh = {
  appeal: {
    open: (until: string) => `您可以在 ${until} 前申诉，申诉期内不执行。${rights}`,
    executed: (until: string) => `本决定已经执行，您可以在 ${until} 前申诉。${rights}`,
    running: (at: string) => `您已于 ${at} 申诉，由未参与本案的人员复核，复核期间不执行。`,
    decided: (at: string, result: string) =>
      `您的申诉已由未参与本案的人员于 ${at} 复核：${result}。${arbitration}`,
    over: (until: string) => `申诉期已于 ${until} 结束。${arbitration}`,
  },
  number: (no: string) => `编号：${no}`,
  issuedBy: (day: string) => day,
  footer: (caseNo: string, page: string) => `${caseNo} · 第 ${page} 页`,
  amount: (yuan: string) => `人民币 ${yuan} 元`,
  measures: {
    warning: '书面警告',
    performance_deduction: (share: string, month: string, rule: string) =>
      `依据${rule}扣减 ${month} 绩效${share}`,
    pay_change: (agreement: string) => `按双方签订的协议（${agreement}）调整报酬`,
    post_change: (agreement: string) => `按双方签订的协议（${agreement}）调整岗位`,
    fine: (share: string, basis: string) => `依据${basis}处以${share}`,
    termination: '解除劳动合同',
  },
  hearing: {
    explanation: '本人已作书面说明，公司已逐项核对。',
    interview: '公司已与本人谈话，谈话记录经双方确认。',
    silence: '公司已书面告知事实和说明期限，期限内未收到本人说明；未说明不作为不利证据。',
  },
  takenBack: {
    revoked: '公司决定撤销上述处分。',
    overturned: '您的申诉经未参与本案的人员复核，申诉成立，撤销上述处分。',
    talk: '您的申诉经未参与本案的人员复核，上述处分改为提醒谈话，不作为处分，不入档案。',
    withdrawn: '本案已经撤回，上述处分随之撤销。',
  },
  /** Why a case is taken back by itself. */
  newData: '后来收到的数据或更正后的记录不再支持原来的认定。',
  union: {
    considered: (union: string, answer: string) =>
      `公司已事先将理由通知${union}，研究了其意见并书面答复：${answer}`,
    silent: (union: string) => `公司已事先将理由通知${union}，在约定期限内未收到意见。`,
  },
  demand: {
    title: '责令改正通知书',
    to: ({ person, employeeNo }) => `${person}（工号 ${employeeNo}）：`,
    body: ({ otherEmployer, evidence, deadline, contact }) => [
      `经调查，您在与本公司保持劳动关系期间，同时与${otherEmployer}建立劳动关系。依据如下：`,
      ...numbered(evidence),
      `根据《中华人民共和国劳动合同法》第三十九条第（四）项，公司现正式提出：请您在 ${deadline} 前终止与上述单位的劳动关系，并向公司提交书面证明。`,
      '在此期限内，您可以书面或在系统内说明情况、提出异议、提交证据，公司将认真核实。已经停止的，请一并告知。',
      '逾期拒不改正的，公司可以依照上述规定解除劳动合同；解除前将依法通知工会。',
      `联系：${contact}`,
    ],
    receipt: signed,
  },
  interview: {
    title: '谈话记录',
    to: () => '',
    body: ({ caseNo, person, employeeNo, interview, facts }) => [
      `案件编号：${caseNo}`,
      `谈话对象：${person}（工号 ${employeeNo}）`,
      `时间：${interview.at}`,
      `地点：${interview.place}`,
      `参加人：${interview.people}`,
      `谈话事由：${facts}。`,
      '公司已告知本人：本次谈话用于核实事实，本人可以陈述、申辩和提交证据；系统提示不是结论。',
      ...interview.record.split('\n'),
      '以上记录已交本人阅读，与谈话内容一致；不一致之处可以在下方注明。',
    ],
    receipt: ['谈话对象（签字）：', '记录人（签字）：', '日期：      年    月    日', '本人补充：'],
  },
  decision: {
    title: '处分决定书',
    to: ({ person, employeeNo }) => `${person}（工号 ${employeeNo}）：`,
    body: (words) => [
      `一、事实：${words.facts}。${words.hearing}`,
      '二、证据：',
      ...numbered(words.evidence),
      `三、依据：${words.rule}；${words.legalBasis}。`,
      `四、理由：${words.reason}`,
      '五、决定：',
      ...numbered(words.measures),
      `六、申诉：${words.appeal}`,
    ],
    receipt: signed,
  },
  termination: {
    title: '解除劳动合同通知书',
    to: ({ person, employeeNo }) => `${person}（工号 ${employeeNo}）：`,
    body: (words) => [
      `一、事实：${words.facts}。${words.demand}${words.hearing}`,
      '二、证据：',
      ...numbered(words.evidence),
      `三、依据：${words.legalBasis}；${words.rule}。`,
      `四、理由：${words.reason}`,
      `五、工会：${words.unionPart}`,
      `六、决定：公司自 ${words.effectiveDay} 起与您解除劳动合同，并在解除时出具解除劳动合同的证明，在十五日内办理档案和社会保险关系转移手续。`,
      `七、${words.appeal}申请仲裁的时效期间为一年，自知道或者应当知道权利被侵害之日起计算。`,
    ],
    receipt: signed,
  },
  union_notice: {
    title: '拟解除劳动合同征求工会意见函',
    to: ({ union }) => `${union}：`,
    body: (words) => [
      `公司拟与职工${words.person}（工号 ${words.employeeNo}）解除劳动合同，根据《中华人民共和国劳动合同法》第四十三条，现将理由通知贵会。`,
      `一、事实：${words.facts}。${words.demand}${words.hearing}`,
      '二、证据：',
      ...numbered(words.evidence),
      `三、依据：${words.legalBasis}；${words.rule}。`,
      `四、理由：${words.reason}`,
      `请贵会于 ${words.deadline} 前提出意见。公司违反法律、行政法规规定或者劳动合同约定的，贵会有权要求公司纠正；公司将研究贵会的意见，并将处理结果书面通知贵会。`,
      `联系：${words.contact}`,
    ],
    receipt: ['工会签收：', '签收日期：      年    月    日', '意见：'],
  },
  employer_notice: {
    title: '情况告知函',
    to: ({ receiver }) => `${receiver}：`,
    body: (words) => [
      `贵单位派至本公司工作的${words.person}（工号 ${words.employeeNo}）：${words.facts}。${words.hearing}`,
      '证据：',
      ...numbered(words.evidence),
      '该人员的用人单位为贵单位，本公司不对其作出任何处分，仅如实告知上述情况，由贵单位依法处理。上述信息仅限处理本事项使用，请予保密。',
      `联系：${words.contact}`,
    ],
    receipt: ['签收单位（盖章）：', '签收日期：      年    月    日'],
  },
  revocation: {
    title: '处分撤销通知书',
    to: ({ person, employeeNo }) => `${person}（工号 ${employeeNo}）：`,
    body: ({ takenBack, measures, caseNo, contact }) => [
      `一、原处分：公司于 ${takenBack.decidedDay} 在案件 ${caseNo} 中对您作出以下处分（文书编号：${takenBack.letters}）：`,
      ...numbered(measures),
      `二、撤销：${takenBack.how}上述处分自 ${takenBack.day} 起不再有效，上述文书同时失效，不计入您的处分次数。`,
      `三、理由：${takenBack.reason}`,
      `四、处分已经执行的部分，公司将依法予以纠正；如有疑问，请联系：${contact}`,
    ],
    receipt: signed,
  },
} as const satisfies Record<string, unknown> &
  Record<
    'demand' | 'interview' | 'decision' | 'termination' | 'union_notice' | 'employer_notice' | 'revocation',
    LetterText
  >;
