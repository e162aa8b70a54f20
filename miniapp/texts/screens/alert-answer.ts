import { cardsAlertEn } from '../../../server/contract/texts/cards-alert.en.ts';
import { cardsAlertZh } from '../../../server/contract/texts/cards-alert.zh.ts';

/** The same words as on the card in the chat. */
const zh = {
  ...cardsAlertZh.alertManager,
  panel: '您的答复',
  hint: '与飞书卡片上一样，答复一次；您的说明可以直接结束它，任何对员工不利的决定都不在这里作出。',
  stay: (from: string, to: string) => `起止时间要覆盖这次停留：${from} – ${to}`,
  others: '或者',
  answered: {
    arranged: '您已说明：是您安排的',
    data_error: '您已说明：地点或数据有误，HR 会先核对',
    ask: '您已请员工说明',
    escalate: '您已转 HR',
  },
  at: (at: string) => `${at} 答复`,
  over: '现在没有需要您答复的。',
};

const en: typeof zh = {
  ...cardsAlertEn.alertManager,
  panel: 'Your answer',
  hint: 'The same as on the card in the chat, once. Your explanation can close it; nothing against the employee is decided here.',
  stay: (from, to) => `The times must cover this stay: ${from} – ${to}`,
  others: 'Or',
  answered: {
    arranged: 'You said: it was arranged',
    data_error: 'You said: place or data is wrong; HR checks them first',
    ask: 'You asked the employee to explain',
    escalate: 'You passed it to HR',
  },
  at: (at) => `answered ${at}`,
  over: 'Nothing for you to answer now.',
};

export const alertAnswerTexts = { zh, en };
