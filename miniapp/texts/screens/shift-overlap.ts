/** Where the hours of a side job meet the person's planned shifts. */
const zh = {
  title: '和排班有重合',
  mine: (days: readonly string[], hours: string, shift: string) =>
    `${weekdays(days)} ${hours}，在您 ${shift} 的班次里`,
  theirs: (days: readonly string[], hours: string, shift: string) =>
    `${weekdays(days)} ${hours}（班次 ${shift}）`,
  hint: '按已排好的未来四周班次。仍然可以提交，答复的人也会看到这一条。',
  seen: '按已排好的未来四周班次。答复的人也看到这一条。',
};
const weekdays = (days: readonly string[]): string => days.map((day) => `周${day}`).join('、');

const en: typeof zh = {
  title: 'Overlaps planned shifts',
  mine: (days, hours, shift) => `${days.join(', ')} ${hours}, within your shift ${shift}`,
  theirs: (days, hours, shift) => `${days.join(', ')} ${hours} (shift ${shift})`,
  hint: 'By the shifts planned for the next four weeks. You may still submit it; whoever answers sees this too.',
  seen: 'By the shifts planned for the next four weeks. Whoever answers sees this too.',
};

export const shiftOverlapTexts = { zh, en };
