/** One sentence in both languages: what is allowed. */
export type Sentence = Readonly<{ zh: string; en: string }>;

const uuid: Sentence = {
  zh: '须为 UUID，如 019ac2b4-6c00-7000-8000-000000000001',
  en: 'a UUID of version 7, such as 019ac2b4-6c00-7000-8000-000000000001',
};
/** What zod’s formats of text allow, by their names. */
export const FORMATS: Readonly<Record<string, Sentence>> = {
  date: { zh: '须为日期，如 2026-11-25', en: 'must be a day such as 2026-11-25' },
  datetime: {
    zh: '须为时刻，如 2026-11-25T01:00:00Z',
    en: 'must be an instant such as 2026-11-25T01:00:00Z',
  },
  email: { zh: '须为邮箱地址', en: 'must be an e-mail address' },
  url: { zh: '须为 http(s) 开头的网址', en: 'must be an http or https address' },
  uuid,
  guid: uuid,
};

const clock: Sentence = { zh: '须为时刻，如 09:30', en: 'a time of day as 09:30' };
const month: Sentence = { zh: '须为月份，如 2026-11', en: 'a month as YYYY-MM' };
const mark: Sentence = { zh: '须为原样的编号，不能改写', en: 'the id as it was given' };
/** What the patterns of our doors allow, by the pattern. */
export const PATTERNS: ReadonlyMap<string, Sentence> = new Map(
  (
    [
      [/^([01]\d|2[0-3]):[0-5]\d$/, clock],
      [/^\d{2}:\d{2}$/, clock],
      [/^20\d{2}-(0[1-9]|1[0-2])$/, month],
      [/^[0-9a-f]{64}$/, { zh: '须为 SHA-256（64 位小写十六进制）', en: 'a SHA-256 in 64 small hex digits' }],
      [
        /^[A-Za-z0-9.-]{1,40}$/,
        {
          zh: '只能用字母、数字、点和短横线，最多 40 个字符',
          en: 'letters, digits, dots and hyphens, at most 40',
        },
      ],
      [
        /^[a-z0-9-]{1,40}$/,
        {
          zh: '只能用小写字母、数字和短横线，最多 40 个字符',
          en: 'small letters, digits and hyphens, at most 40',
        },
      ],
      [
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
        {
          zh: '只能用字母、数字、点、下划线和短横线，最多 64 个字符，以字母或数字开头',
          en: 'only letters, digits, dots, underscores and hyphens, at most 64, beginning with a letter or digit',
        },
      ],
      [/^[^\r\n\0]*$/, { zh: '不能换行', en: 'one line' }],
      [/\S/, { zh: '不能只有空格', en: 'more than blanks' }],
      [
        /^[A-Za-z0-9-]{1,60}$/,
        { zh: '只能用字母、数字和短横线，最多 60 个字符', en: 'letters, digits and hyphens, at most 60' },
      ],
      [/^[^:]*$/, { zh: '不能有冒号', en: 'no colon' }],
      [
        /^(rule:)?[a-z0-9-]{2,60}$/,
        { zh: '须为检测项或自定规则的名称', en: 'the name of a detector or a rule' },
      ],
      [/^[0-9a-f]{16}$/, mark],
      [/^msg_[\w-]{43}$/, mark],
      [/^[\w:-]{1,80}$/, mark],
    ] as const
  ).map(([pattern, sentence]) => [String(pattern), sentence]),
);
