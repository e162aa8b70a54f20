/** What the demo's addresses say while its company is being made. */
export const preparingTexts = {
  title: { zh: '正在准备示范公司', en: 'Preparing the demo company' },
  progress: {
    zh: '共 {of} 步，已完成 {done} 步；三周的经过正讲到 {day}。',
    en: '{done} of {of} steps done; three weeks of history have come to {day}.',
  },
  beginning: { zh: '正在开始，约需一分钟。', en: 'It is beginning, and takes about a minute.' },
  /** What programs are told. */
  reply: {
    made: { zh: '示范公司正在准备', en: 'the demo company is being made' },
    far: { zh: '：已完成 {done} 步，共 {of} 步', en: ': {done} of {of}' },
  },
  waits: {
    zh: '只有第一次启动需要。完成后本页自动打开。',
    en: 'Only the first start needs this. The page opens by itself when it is done.',
  },
} as const;
