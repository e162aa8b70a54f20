/** Short notices about a case, zh-CN: never what the case is about. */
export const caseNoticesZh = {
  departed: {
    title: {
      unsent: (caseNo: string) => `案件 ${caseNo}：通知未能送出`,
      held: (caseNo: string) => `案件 ${caseNo}：说明期限已暂停`,
      heard: (caseNo: string) => `案件 ${caseNo}：说明期限不再暂停`,
    },
    state: {
      unsent: '本人已离职，没有飞书账号',
      held: '本人已离职，无法说明',
      heard: '已处理',
    },
    text: {
      unsent: (pseudonym: string) =>
        `${pseudonym} 没有可用的短信或邮件地址。请在“离职人员”中为本人生成入口并转交，或以文书邮寄送达。`,
      held: (pseudonym: string) =>
        `${pseudonym} 在说明期限内离职，没有飞书账号，也没有有效的个人入口。请在“离职人员”中为本人生成入口并转交；姓名尚未公开的，先在案件中申请查看姓名。入口生成后，期限继续计算。`,
      heard: (pseudonym: string) => `${pseudonym} 的说明期限继续计算，或案件已进入下一步。`,
    },
    open: '打开案件',
  },
  letter: {
    title: (no: string) => `您有一份文书：${no}`,
    fresh: '请查收',
    received: '已确认收到',
    void: '不再生效',
    text: '请打开查看，并点“我已收到”。确认收到不等于同意其中内容。',
    voidText: '这份文书所说的处分已经收回，文书不再生效，不用确认收到。',
    open: '查看文书',
  },
};
