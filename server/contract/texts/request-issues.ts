import type { z } from 'zod';
import { recordFaultTexts } from './record-faults.ts';
import { valueInZh } from './record-words.ts';
import type { Sentence } from './sentence.ts';

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, Sentence>> = {
  string: { zh: '须为文字', en: 'must be text' },
  number: { zh: '须为数字', en: 'must be a number' },
  int: { zh: '须为整数', en: 'must be a whole number' },
  boolean: { zh: '须为 true 或 false', en: 'must be true or false' },
  array: { zh: '须为列表', en: 'must be a list' },
  tuple: { zh: '须为列表', en: 'must be a list' },
  object: { zh: '须为一组字段', en: 'must be a group of fields' },
  record: { zh: '须为一组字段', en: 'must be a group of fields' },
  date: { zh: '须为日期', en: 'must be a date' },
  null: { zh: '须为 null', en: 'must be null' },
  undefined: { zh: '这里不填', en: 'must be left out' },
  never: { zh: '这里不填', en: 'must be left out' },
};

const uuid: Sentence = {
  zh: '须为 UUID，如 019ac2b4-6c00-7000-8000-000000000001',
  en: 'a UUID of version 7, such as 019ac2b4-6c00-7000-8000-000000000001',
};
const FORMATS: Readonly<Record<string, Sentence>> = {
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
const KIND: Sentence = { zh: '须为规定的类型', en: 'is not of the type that is wanted' };
const FORMAT: Sentence = { zh: '写法不符合规定', en: 'is not written as it has to be' };
const { invalid, required, unknownField } = recordFaultTexts;

/** What is allowed where a schema refuses: the sentence of our own check, else one for each code of zod, none in its own words. The value is never repeated. */
export function sayIssue(issue: Issue): Sentence {
  if (issue.input === undefined && isAbsent(issue)) return required;
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? KIND;
    case 'too_small':
      return sayLeast(issue);
    case 'too_big':
      return sayMost(issue);
    case 'invalid_format':
      return FORMATS[issue.format] ?? FORMAT;
    case 'not_multiple_of':
      return { zh: `须为 ${issue.divisor} 的倍数`, en: `a multiple of ${issue.divisor}` };
    case 'unrecognized_keys':
      return unknownField;
    case 'invalid_value':
      return sayOneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && issue.options ? sayOneOf(issue.options) : invalid;
    case 'invalid_key':
      return recordFaultTexts.badName;
    case 'invalid_element':
      return invalid;
    case 'custom':
      return sentenceIn(issue.params) ?? invalid;
    default:
      return issue satisfies never;
  }
}

/** The sentence a check of ours carries (`says`). */
function sentenceIn(params: Readonly<Record<string, unknown>> = {}): Sentence | undefined {
  const sentence = params['says'];
  return isSentence(sentence) ? sentence : undefined;
}

const isSentence = (value: unknown): value is Sentence =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

/** An empty text that may not be, a missing list or choice: it has to be given. */
const isAbsent = ({ code }: Issue): boolean =>
  code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union';

const UNITS: Readonly<Record<string, Sentence>> = {
  string: { zh: ' 个字符', en: ' characters' },
  array: { zh: ' 项', en: ' items' },
  set: { zh: ' 项', en: ' items' },
  map: { zh: ' 项', en: ' items' },
  file: { zh: ' 字节', en: ' bytes' },
};
const NO_UNIT: Sentence = { zh: '', en: '' };
type Bound = Readonly<{ origin: string; inclusive?: boolean; exact?: boolean }>;

function sayLeast({ origin, minimum, ...bound }: Bound & Readonly<{ minimum: number | bigint }>): Sentence {
  if (bound.exact === true) return sayExact(origin, minimum);
  const unit = UNITS[origin] ?? NO_UNIT;
  return bound.inclusive === false
    ? { zh: `须大于 ${minimum}${unit.zh}`, en: `more than ${minimum}${unit.en}` }
    : { zh: `至少 ${minimum}${unit.zh}`, en: `at least ${minimum}${unit.en}` };
}

function sayMost({ origin, maximum, ...bound }: Bound & Readonly<{ maximum: number | bigint }>): Sentence {
  if (bound.exact === true) return sayExact(origin, maximum);
  const unit = UNITS[origin] ?? NO_UNIT;
  return bound.inclusive === false
    ? { zh: `须小于 ${maximum}${unit.zh}`, en: `less than ${maximum}${unit.en}` }
    : { zh: `最多 ${maximum}${unit.zh}`, en: `at most ${maximum}${unit.en}` };
}

function sayExact(origin: string, size: number | bigint): Sentence {
  const unit = UNITS[origin] ?? NO_UNIT;
  return { zh: `须为 ${size}${unit.zh}`, en: `exactly ${size}${unit.en}` };
}

function sayOneOf(values: readonly unknown[]): Sentence {
  const words = values.map(String);
  return {
    zh: `只能是：${words.map(valueInZh).join('、')}`,
    en: `only one of: ${words.join(', ')}`,
  };
}
