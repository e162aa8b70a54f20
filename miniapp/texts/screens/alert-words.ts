const zh = {
  title: '这次询问合理吗？',
  hint: '您的反馈用来改进规则，不影响本次情况的处理。',
  feedback: { fair: '合理', wrong: '不对', unclear: '看不明白' },
  thanks: '谢谢您的反馈',
  label: '回头看，值得询问吗？',
  labelHint: '预警结束后标注，用于计算规则的准确程度。',
  worth: '值得询问',
  notWorth: '不值得询问',
  labelled: '已标注',
  pilot: '您所在的区域正在试运行：这条提醒只给人力资源核对规则，不会带来处分，以后也不计入重复。',
};

const en: typeof zh = {
  title: 'Was it fair to ask?',
  hint: 'Your answer helps to improve the rule; it changes nothing about this matter.',
  feedback: { fair: 'Fair', wrong: 'Wrong', unclear: 'Unclear' },
  thanks: 'Thank you',
  label: 'In hindsight: was it worth asking?',
  labelHint: 'Said when an alert has ended; the precision of the rule is counted from it.',
  worth: 'Worth asking',
  notWorth: 'Not worth asking',
  labelled: 'Noted',
  pilot:
    'Your region is being tried out: HR alone sees this to check the rules; no penalty follows, and it counts as no repetition later.',
};

export const alertWordTexts = { zh, en };
