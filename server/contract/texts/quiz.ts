type Bilingual = Readonly<{ zh: string; en: string }>;
/** A question about the policy; it is asked only of a version that says the Chinese `quote` word for word, the English one is its rendering. */
export type QuizQuestion = Readonly<{
  id: string;
  quote: Bilingual;
  question: Bilingual;
  options: readonly Bilingual[];
  right: number;
  why: Bilingual;
}>;

/** In the order they are asked. */
export const quizQuestions: readonly QuizQuestion[] = [
  {
    id: 'punch-without-location',
    quote: {
      zh: '打卡永远不会被拒绝；没有位置或照片时，由店长确认',
      en: 'A punch is never refused; without a position or a photo the store manager confirms it',
    },
    question: { zh: '没有同意提供位置，还能打卡吗？', en: 'May you punch without agreeing to location?' },
    options: [
      { zh: '不能，必须先同意', en: 'No, you must agree first' },
      {
        zh: '能，只记时间，由店长或区域经理确认',
        en: 'Yes: only the time is kept, and the store or area manager confirms',
      },
      { zh: '能，但会扣分', en: 'Yes, but it costs you points' },
    ],
    right: 1,
    why: {
      zh: '打卡不以同意为前提。拒绝或撤回同意不影响考评。',
      en: 'A punch needs no consent. Refusing or withdrawing never counts against you.',
    },
  },
  {
    id: 'off-hours',
    quote: { zh: '休息、请假和下班后不收集', en: 'never in breaks, on leave or after work' },
    question: { zh: '下班以后，公司会收集您的位置吗？', en: 'Is your location collected after work?' },
    options: [
      { zh: '会，全天收集', en: 'Yes, all day' },
      { zh: '只在周末不收集', en: 'Only weekends are free' },
      { zh: '不会，休息和请假也不收集', en: 'No, nor during breaks or leave' },
    ],
    right: 2,
    why: {
      zh: '只在排班前后各 15 分钟以内、并经您单独同意时收集；其他时间手机不发，服务器也不存。',
      en: 'Only within the shift and 15 minutes around it, and with your own consent; otherwise nothing is sent or stored.',
    },
  },
  {
    id: 'side-job',
    quote: { zh: '请在“兼职申报”里登记', en: 'is declared under “Side jobs”' },
    question: {
      zh: '想在周末做与公司不竞争的兼职，应该怎么做？',
      en: 'You want a weekend job that does not compete with us. What do you do?',
    },
    options: [
      { zh: '先在“兼职申报”里登记', en: 'Declare it under “Side jobs” first' },
      { zh: '不用说，下班后与公司无关', en: 'Nothing, it is no business of the company' },
      { zh: '只能放弃', en: 'Give it up' },
    ],
    right: 0,
    why: {
      zh: '不影响工作的非竞争、非排班时间的兼职一般予以认可；登记后系统不会再为它提醒。',
      en: 'Jobs that do not compete and lie outside your shifts are normally accepted; once declared, no alert is raised for them.',
    },
  },
  {
    id: 'alert',
    quote: { zh: '系统提示不是结论。', en: 'What the system shows is a hint, not a conclusion' },
    question: {
      zh: '收到“待说明”的提醒，意味着什么？',
      en: 'You are asked to explain an alert. What does it mean?',
    },
    options: [
      { zh: '已经认定违规', en: 'A breach has been found' },
      {
        zh: '只是提示，您先看到全部依据并可以说明',
        en: 'Only a hint: you see everything first and may explain',
      },
      { zh: '会自动扣工资', en: 'Pay is cut automatically' },
    ],
    right: 1,
    why: {
      zh: '处理必须由人决定，您有至少 3 个工作日说明，还可以申诉。没有说明不等于认错。',
      en: 'A person decides, you have at least three working days to explain, and you may appeal. Silence is no admission.',
    },
  },
];
