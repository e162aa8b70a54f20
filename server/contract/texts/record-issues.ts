import { recordFaultTexts } from './record-faults.ts';
import { valueInZh } from './record-words.ts';

/** What zod found, as far as it is needed here to say it in Chinese. */
type Issue = Readonly<{
  code?: string | undefined;
  expected?: unknown;
  input?: unknown;
  origin?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  values?: unknown;
  format?: unknown;
}>;

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  array: '列表',
  object: '一组值',
};
const TYPES_EN: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  array: 'must be a list',
};

/** What is allowed where zod refused, where its own words speak of programs; the rest it says itself. */
export function recordIssueEn(issue: Issue): string | undefined {
  const { code, input, origin, minimum, maximum, expected, values } = issue;
  if (input === undefined) return recordFaultTexts.required.en;
  if (code === 'invalid_type') return TYPES_EN[String(expected)];
  const unit = origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '';
  if (code === 'too_small') return `at least ${String(minimum)}${unit}`;
  if (code === 'too_big') return `at most ${String(maximum)}${unit}`;
  if (code === 'invalid_value' && Array.isArray(values)) return `only one of: ${values.join(', ')}`;
  if (code !== 'invalid_format') return undefined;
  if (issue.format === 'uuid') return 'a UUID of version 7, such as 019ac2b4-6c00-7000-8000-000000000001';
  return issue.format === 'date'
    ? 'must be a day such as 2026-11-25'
    : 'only letters, digits, dots, underscores and hyphens, at most 64, beginning with a letter or digit';
}

/** What is allowed where zod refused, in Chinese; values are never repeated. */
export function recordIssueZh(issue: Issue): string {
  const { code, input, origin, minimum, maximum, values } = issue;
  if (input === undefined) return recordFaultTexts.required.zh;
  if (code === 'invalid_type') return `须为${TYPES[String(issue.expected)] ?? '规定的类型'}`;
  if (code === 'invalid_value' && Array.isArray(values))
    return `只能是：${values.map((value) => valueInZh(String(value))).join('、')}`;
  const unit = origin === 'string' ? ' 个字符' : origin === 'array' ? ' 项' : '';
  if (code === 'too_small') return `至少 ${String(minimum)}${unit}`;
  if (code === 'too_big') return `最多 ${String(maximum)}${unit}`;
  if (code === 'invalid_format' && issue.format === 'date') return '须为日期，如 2026-11-25';
  if (code === 'invalid_format')
    return '只能用字母、数字、点、下划线和短横线，最多 64 个字符，以字母或数字开头';
  return recordFaultTexts.invalid.zh;
}
