import type { DaysSpot } from '../../../server/contract/policy-days.ts';

type Difference = Readonly<{ spot: string; said: string; set: string }>;
/** The others are working days. */
const isCalendar = (spot: DaysSpot): boolean => spot === 'amnesty' || spot === 'records';

/** Days that the code of conduct names otherwise than they are set, for HR. */
const zh = {
  title: '规范与设置的天数不一致',
  version: (version: string, isInForce: boolean) =>
    `${isInForce ? '施行中的规范' : '待施行的规范'}（版本 ${version}）：`,
  spots: {
    answer: '兼职申报的答复期限',
    second_look: '申请复核的期限',
    second_answer: '复核的答复期限',
    appeal: '申诉期限',
    amnesty: '首次施行后主动申报的期限',
    records: '业务记录的保存期',
  } satisfies Record<DaysSpot, string> as Record<DaysSpot, string>,
  daysOf: (spot: DaysSpot, count: number) => (isCalendar(spot) ? `${count} 日` : `${count} 个工作日`),
  differs: ({ spot, said, set }: Difference) => `${spot}：规范写 ${said}，设置为 ${set}。`,
  inEnglish: '（英文译文）',
  advice:
    '员工读到并确认的是规范。请发布写明新天数的新版（新建的草稿会按设置填好）；新版施行前，设置比规范短的，请先改回规范写的天数。',
  edit: '编辑下一版',
};

const en: typeof zh = {
  title: 'The code names other days than are set',
  version: (version, isInForce) => `${isInForce ? 'In force' : 'To come'} (version ${version}):`,
  spots: {
    answer: 'Answer to a declared side job',
    second_look: 'Asking for a second look',
    second_answer: 'Answer to a second look',
    appeal: 'Appeal',
    amnesty: 'Declaring after the code first came into force',
    records: 'Keeping records of work',
  },
  daysOf: (spot, count) => `${count}${isCalendar(spot) ? '' : ' working'} ${count === 1 ? 'day' : 'days'}`,
  differs: ({ spot, said, set }) => `${spot}: the code says ${said}, set to ${set}.`,
  inEnglish: ' (English translation)',
  advice:
    'The code is what staff read and acknowledged. Publish a version that names the new days (a fresh draft has them filled in); until it is in force, set days that are shorter than the code says back to what it says.',
  edit: 'Edit the next version',
};

export const policyDaysTexts = { zh, en };
