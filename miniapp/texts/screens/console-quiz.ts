/** How the questions on the code went, for HR. */
const zh = {
  title: '规范小测（人数）',
  version: '版本',
  intro: (people: number) =>
    `只有人数，没有姓名。不足 ${people} 人的区域与其他区域合并显示；小测不影响打卡和考评。`,
  former: '这一版已被替换：只计读过这一版的在职外勤人员，小测不再开放。',
  none: (people: number) => `外勤人员不足 ${people} 人，不显示。`,
  noRegion: '未分区域',
  chart: '各区域做小测的情况',
  progress: {
    passedFirst: '第一次全对',
    passedLater: '后来全对',
    notPassed: '做过，还没全对',
    notTaken: '还没做',
  },
  columns: { region: '区域', people: '人数', taken: '做过' },
  questions: '哪条没看懂（第一次作答）',
  questionsIntro: '按第一次答错的比例从高到低。比例高的，请把规范原文写得更明白，或在晨会上讲一讲。',
  quote: '规范原文',
  translated: '英文译文，以中文为准',
  wrongOf: (wrong: number, of: number) => `第一次答错 ${wrong} / ${of} 人`,
  tooFew: (people: number) => `留有第一次作答的不足 ${people} 人，暂不显示。`,
  noQuestions: '这一版规范没有小测：它的文字没有回答系统里的任何一题。',
  percent: (share: number) => `${Math.round(share * 100)}%`,
};

const en: typeof zh = {
  title: 'Questions on the rules (numbers)',
  version: 'Version',
  intro: (people) =>
    `Numbers alone, no names. Regions of fewer than ${people} people are shown together with others; punches and appraisals never depend on the questions.`,
  former:
    'This version has been replaced: counted are staff who had read it; its questions are no longer asked.',
  none: (people) => `Not shown: fewer than ${people} field staff.`,
  noRegion: 'No region',
  chart: 'How far each region is',
  progress: {
    passedFirst: 'All right at first',
    passedLater: 'All right later',
    notPassed: 'Tried, not all right yet',
    notTaken: 'Not tried',
  },
  columns: { region: 'Region', people: 'People', taken: 'Tried' },
  questions: 'Which rule is not understood (first answers)',
  questionsIntro:
    'By the share who were wrong at first. Where it is high, say the rule more plainly or talk it over in a morning meeting.',
  quote: 'In the rules',
  translated: 'In English (the Chinese text decides)',
  wrongOf: (wrong, of) => `${wrong} of ${of} wrong at first`,
  tooFew: (people) => `Not shown yet: first answers are known of fewer than ${people} people.`,
  noQuestions: 'There are no questions on this version: its text answers none of those the system has.',
  percent: (share) => `${Math.round(share * 100)}%`,
};

export const consoleQuizTexts = { zh, en };
