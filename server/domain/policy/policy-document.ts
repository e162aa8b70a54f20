import type { Ladder } from '../../contract/ladder.ts';
import {
  PolicySectionKeySchema,
  REQUIRED_SECTIONS,
  type ImportedPolicy,
  type PolicySection,
  type PolicySectionKey,
} from '../../contract/policy.ts';
import { ladderHeading, ladderLines } from './ladder-lines.ts';

type PolicyDocument = Readonly<{ title: string; sections: readonly PolicySection[]; ladder?: Ladder }>;

/** Words of a heading that tell its section; the first that fits counts. */
const HEADING_WORDS: readonly (readonly [PolicySectionKey, RegExp])[] = [
  ['non_compete', /竞业|non-?compet/i],
  ['tracking', /位置|定位|个人信息|隐私|告知|tracking|personal data|privacy/i],
  ['ladder', /处罚|处分|处理|阶梯|惩|ladder|penalt|disciplin/i],
  ['reporting', /报告|申报|报备|report|declar/i],
  ['working_time', /工作时间|考勤|工时|working (time|hours)|attendance/i],
  ['scope', /禁止|兼职|同行业|同岗位|红线|prohibit|side.?job|moonlight/i],
  ['applies_to', /适用|范围|总则|who|appl/i],
  ['effect', /生效|解释|附则|修订|force|effect|final|interpret/i],
];

/** The text people read, as Markdown: the title, then each section in its fixed order; the ladder's rungs stand in their section. */
export function renderPolicy({ title, sections, ladder }: PolicyDocument): string {
  const parts = PolicySectionKeySchema.options.flatMap((key) => {
    const section = sections.find((one) => one.key === key);
    if (!section) return [];
    const rungs =
      key === 'ladder' && ladder ? `\n\n### ${ladderHeading}\n${ladderLines(ladder).join('\n')}` : '';
    return [`## ${section.title}\n${section.text.trim()}${rungs}`.trim()];
  });
  return `${[`# ${title}`, ...parts].join('\n\n')}\n`;
}

/** What a Markdown text says, section by section; what stands under no heading that is known is told, not dropped. */
export function parsePolicy(markdown: string): ImportedPolicy {
  const found = new Map<PolicySectionKey, PolicySection>();
  const notes: ImportedPolicy['notes'] = [];
  let title = '';
  for (const { level, heading, text } of blocksOf(markdown)) {
    if (level === 1 && title === '') {
      title = heading;
      if (text === '') continue;
    }
    const key = keyOf(heading);
    notes.push({ heading, ...(key && { key }) });
    if (!key) continue;
    const known = found.get(key);
    const body = withoutRungs(text);
    found.set(
      key,
      known ? { ...known, text: `${known.text}\n\n${body}`.trim() } : { key, title: heading, text: body },
    );
  }
  const sections = PolicySectionKeySchema.options.flatMap((key) => found.get(key) ?? []);
  const missing = REQUIRED_SECTIONS.filter((key) => (found.get(key)?.text ?? '') === '');
  return { title, sections, notes, missing };
}

function keyOf(heading: string): PolicySectionKey | undefined {
  return HEADING_WORDS.find(([, words]) => words.test(heading))?.[0];
}

/** Rungs are data: their lines are made anew, never read from prose. */
function withoutRungs(text: string): string {
  const at = text.split('\n').findIndex((line) => line.trim() === `### ${ladderHeading}`);
  return (at < 0 ? text : text.split('\n').slice(0, at).join('\n')).trim();
}

type Block = { level: number; heading: string; text: string };

/** Headings of the first and second level with what stands under them; deeper ones belong to the text. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const line of markdown.replaceAll('\r\n', '\n').split('\n')) {
    const heading = /^(#{1,2})\s+(.+?)\s*#*$/.exec(line);
    const open = blocks.at(-1);
    if (heading) blocks.push({ level: heading[1]?.length ?? 1, heading: heading[2] ?? '', text: '' });
    else if (open) open.text += `${line}\n`;
    else if (line.trim() !== '') blocks.push({ level: 2, heading: line.trim().slice(0, 60), text: '' });
  }
  return blocks.map(({ text, ...rest }) => ({ ...rest, text: text.trim() }));
}
