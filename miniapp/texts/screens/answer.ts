const zh = {
  map: '地图（与人力资源看到的相同）',
  noMap: '这条提醒没有地图。',
  left: (days: number) => (days === 0 ? '今天是最后一个工作日' : `还有 ${days} 个工作日`),
  files: '材料（选填）',
  filesHint: '单据、聊天截图、审批记录等。图片或 PDF，最多 6 个；附加信息会被清除。',
  add: '添加文件',
  adding: '正在上传…',
  remove: '删除',
  removeOf: (name: string) => `删除 ${name}`,
  size: (kb: number) => `${kb} KB`,
  appeal: '申诉',
  appealHint: '不同意处理结果，可以申诉，由另一人复核。申诉不会加重处理。',
  appealText: '申诉理由（至少 20 字）',
  appealSubmit: '提交申诉',
  appealDone: '申诉已提交，由另一人复核',
  more: (letters: number) => `还差 ${letters} 个字`,
};

const en: typeof zh = {
  map: 'Map (the same HR sees)',
  noMap: 'There is no map for this alert.',
  left: (days) => (days === 0 ? 'today is the last working day' : `${days} working days left`),
  files: 'Files (optional)',
  filesHint: 'Receipts, screenshots, approvals. Pictures or PDF, at most 6; hidden metadata is removed.',
  add: 'Add a file',
  adding: 'Uploading…',
  remove: 'Remove',
  removeOf: (name) => `Remove ${name}`,
  size: (kb) => `${kb} KB`,
  appeal: 'Appeal',
  appealHint:
    'If you disagree you may appeal; somebody else decides. An appeal never makes the outcome harder.',
  appealText: 'Why you appeal (at least 20 characters)',
  appealSubmit: 'Send the appeal',
  appealDone: 'Appeal sent; somebody else decides',
  more: (letters) => `${letters} characters to go`,
};

export const answerTexts = { zh, en };
