const zh = {
  cancel: '再看看',
  leave: { lost: '本页写的内容还没有提交，离开后不保留。', go: '离开本页' },
  execute:
    '处分随即按批准的内容执行，并进入工资与绩效的导出；本人会收到通知。执行后，只有申诉成立或依据不成立才能撤销。',
  verify: {
    substantiated: '结论和理由记入本案，不能再改；接下来三个工作日内作出决定。',
    unsubstantiated: '本案随即结案，没有处分；本人会收到结论和理由。结案后不能重开。',
    permitted: '本案随即结案，没有处分；本人会收到结论和理由。结案后不能重开。',
  },
  talk: '本案随即以谈话结案，没有处分；本人会收到结果。结案后不能重开。',
  close: '本案随即结案，不作处分；本人会收到结果。结案后不能重开。',
  appeal: {
    upheld: '处分维持不变；本人会收到裁决和理由。裁决不能再改。',
    talk: '处分改为谈话，本案随即结案，已执行的收回；本人会收到裁决和理由。裁决不能再改。',
    changed:
      '处分改为所选的较轻一项，其余不再执行；已执行的，薪酬导出会列出变更。本人会收到裁决和理由。裁决不能再改。',
    overturned: '处分撤销，本案随即结案，已执行的收回；本人会收到裁决和理由。裁决不能再改。',
  },
  revoke:
    '处分随即撤销，不再计入前次处分；已执行的，薪酬导出会列出撤销，扣款和岗位由您安排恢复。本人会收到理由。撤销后不能再恢复。',
  step: '这一步连同您的姓名和时间记入本案，不能删除或改写。',
  letter: '文书随即编号存档，不能修改或删除；给本人的文书会发给本人。',
  delivery: '送达记录存入本案，不能修改或删除，期限从这一天起算。',
  answer: {
    done: '答复会发给本人，不能再改。',
    erase: (list: string) => `马上删除：${list}。不能恢复。答复同时发给本人。`,
    refused: '本人会收到您的理由；这份申请就此结束，不能再改。',
  },
  lead: {
    accept: '随即对此人立案；本人会收到事实并先作说明。立案后不能改回线索。',
    malicious: '线索就此结束，不能重新打开；当事人会收到告知，已立的案件随之撤销。',
  },
  nonCompete: '这一步连同您的理由记入案件，不能收回；需要告知本人的会发给本人。',
  ended: '登记后不能改，限制期从这一天起算。',
  release: '从解除日起本人不再受限制，监测不能再启动；登记后不能收回。',
  end: (what: string) => `${what}终止后不能收回。`,
  discard: '您没有保存的修改会从本页消失，显示最近一次保存的草稿。不能恢复。',
  publish: '所有人会收到通知，重新阅读和签收；发布后不能修改；施行前可以取消，或另发布一版取代它。',
  withdraw: '这一版不会施行，所有被请阅读的人会知道它已取消和原因；它取代过的版本不会因此恢复。不能撤回。',
  thresholds: {
    sign: '您的签署记入这次调整，不能改；两份签署齐全后，新的标准从次日起生效。',
    refuse: '这次调整随即结束，另一位不再被询问；需要时只能重新回放并提交。',
  },
};

const en: typeof zh = {
  cancel: 'Not yet',
  leave: {
    lost: 'What you wrote on this page is not sent yet, and is not kept when you leave.',
    go: 'Leave the page',
  },
  execute:
    'The penalty is carried out as it was approved and goes into the export for payroll and performance; the person is told. Only an appeal, or a ground that has fallen, takes it back.',
  verify: {
    substantiated:
      'The result and the reason are kept in the case and cannot be changed; the decision is due within three working days.',
    unsubstantiated:
      'The case is closed at once, without a penalty; the person is told the result and the reason. It cannot be opened again.',
    permitted:
      'The case is closed at once, without a penalty; the person is told the result and the reason. It cannot be opened again.',
  },
  talk: 'The case is closed by the talk at once, without a penalty; the person is told. It cannot be opened again.',
  close: 'The case is closed at once, without a penalty; the person is told. It cannot be opened again.',
  appeal: {
    upheld: 'The penalty stands; the person is told the decision and the reason. It cannot be changed.',
    talk: 'The penalty becomes a talk and the case is closed; what was carried out is taken back. The person is told the decision and the reason. It cannot be changed.',
    changed:
      'The penalty becomes the milder measure you chose, alone; where it was carried out the payroll export lists the change. The person is told the decision and the reason. It cannot be changed.',
    overturned:
      'The penalty falls and the case is closed; what was carried out is taken back. The person is told the decision and the reason. It cannot be changed.',
  },
  revoke:
    'The penalty is taken back at once and counts as no earlier one. Of one that was carried out, the payroll export lists it; money and post are yours to restore. The person gets the reason. It cannot be restored.',
  step: 'The step is kept in the case with your name and the time; it cannot be deleted or rewritten.',
  letter:
    'The letter gets its number and is kept; it cannot be changed or deleted. One to the person is sent to the person.',
  delivery:
    'The delivery is kept in the case and cannot be changed or deleted; deadlines count from this day.',
  answer: {
    done: 'The answer goes to the person and cannot be changed.',
    erase: (list) =>
      `Deleted at once: ${list}. It cannot be undone. The person gets your answer at the same time.`,
    refused: 'The person gets your reason; the request ends with it and cannot be changed.',
  },
  lead: {
    accept:
      'A case about this person is opened at once; the person gets the facts and is heard first. It cannot become a lead again.',
    malicious:
      'The lead ends and cannot be opened again; the person it was about is told, and a case opened from it is withdrawn.',
  },
  nonCompete:
    'The step is kept in the case with your reason and cannot be taken back; what the person is to be told is sent.',
  ended: 'It cannot be changed afterwards; the restriction counts from this day.',
  release: 'From that day on the person is free, and monitoring cannot begin again. It cannot be taken back.',
  end: (what) => `${what} It cannot be taken back.`,
  discard: 'What you have not saved goes, and the draft as it was last saved is shown. It cannot be undone.',
  publish:
    'Everybody is asked to read and acknowledge the new version. It cannot be changed afterwards; before its first day it can be taken back, or another one can take its place.',
  withdraw:
    'This version will not apply; everybody who was asked to read it learns that it is gone, and why. A version that it had replaced does not come back. It cannot be undone.',
  thresholds: {
    sign: 'Your signature becomes part of this change and stays; with both, the new thresholds are in force from the next day on.',
    refuse:
      'The change ends at once and nobody else is asked; it would have to be replayed and put up for signing anew.',
  },
};

/** What happens next, asked once more before what cannot be undone. */
export const sureTexts = { zh, en };
