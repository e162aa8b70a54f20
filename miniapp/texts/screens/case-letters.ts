import { consoleLettersTexts } from './console-letters.ts';

const zh = {
  title: '文书',
  hint: '点“我已收到”只表示收到，不表示同意其中内容。',
  kind: consoleLettersTexts.zh.kind,
  deadline: (when: string) => `请在 ${when} 前改正`,
  open: '打开 PDF',
  void: '处分已收回，这份文书不再生效，不用确认收到。',
  receive: '我已收到',
  receiptDone: '已记录收到',
  received: (when: string) => `您已于 ${when} 确认收到`,
  demand: '回复限期改正通知',
  demandHint: '请如实说明。没有回复不等于拒绝；期限内停止的，公司不会以此解除劳动合同。',
  stopped: '已经停止在其他单位工作',
  notStopped: '没有停止',
  replyText: '具体情况（停止的日期，或没有停止的原因）',
  replySend: '提交回复',
  replyAgain: '更改回复',
  replyDone: '回复已提交',
  said: (when: string) => `您于 ${when} 回复：`,
};

const en: typeof zh = {
  title: 'Letters',
  hint: '“I have received it” says no more than that: it is no agreement with what the letter says.',
  kind: consoleLettersTexts.en.kind,
  deadline: (when) => `To be put right by ${when}`,
  open: 'Open the PDF',
  void: 'The penalty was taken back: this letter no longer counts, and there is nothing to confirm.',
  receive: 'I have received it',
  receiptDone: 'Receipt recorded',
  received: (when) => `You confirmed receipt on ${when}`,
  demand: 'Reply to the demand to stop',
  demandHint:
    'Please say how it is. No reply is no refusal; whoever stops in time is not dismissed on this ground.',
  stopped: 'I have stopped working for the other employer',
  notStopped: 'I have not stopped',
  replyText: 'Details (the day you stopped, or why you have not)',
  replySend: 'Send the reply',
  replyAgain: 'Change the reply',
  replyDone: 'Reply sent',
  said: (when) => `You replied on ${when}:`,
};

export const caseLettersTexts = { zh, en };
