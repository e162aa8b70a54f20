const zh = {
  answers: '答复经过',
  by: { manager: '主管', hr: '人力资源', review: '复核' },
  result: { approved: '同意', rejected: '不同意', no_answer: '未答复', void: '无效，已重新询问' },
};

const en: typeof zh = {
  answers: 'Answers',
  by: { manager: 'Manager', hr: 'HR', review: 'Second look' },
  result: { approved: 'Agreed', rejected: 'Not agreed', no_answer: 'No answer', void: 'Void, asked anew' },
};

/** What superior, HR and a second reader answered to somebody's request. */
export const askedTexts = { zh, en };
