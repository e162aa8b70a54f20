import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LADDER } from '../../../server/contract/ladder.ts';
import {
  PolicySectionKeySchema,
  REQUIRED_SECTIONS,
  type PolicyDraftBody,
} from '../../../server/contract/policy.ts';
import { policyEn } from '../../../server/contract/texts/policy.en.ts';
import { policyZh } from '../../../server/contract/texts/policy.zh.ts';
import { judgedSpans, isJudgedAt } from '../../../server/domain/policy/judged-spans.ts';
import { listPolicyCautions, listPolicyFaults } from '../../../server/domain/policy/policy-checks.ts';
import { diffLines, diffPolicies } from '../../../server/domain/policy/policy-diff.ts';
import { parsePolicy, renderPolicy } from '../../../server/domain/policy/policy-document.ts';
import { isReminderDue, REMINDER_DAYS } from '../../../server/domain/policy/policy-reminder.ts';
import { repeat } from '../../support/runs.ts';

describe('a policy as Markdown', () => {
  it('says after import what it said before, rungs aside', () => {
    const words = fc.stringMatching(/^[一-龟，、]{1,12}$/);
    const text = fc.array(
      fc.oneof(
        words,
        words.map((one) => `- ${one}`),
      ),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        words,
        fc.subarray([...PolicySectionKeySchema.options]),
        fc.array(text, { minLength: 8, maxLength: 8 }),
        (title, keys, texts) => {
          const sections = policyZh.sections
            .filter(({ key }) => keys.includes(key))
            .map((one, at) => ({ ...one, text: (texts[at] ?? []).join('\n') }));
          const parsed = parsePolicy(renderPolicy({ title, sections, ladder: DEFAULT_LADDER }));
          expect(parsed).toMatchObject({ title, sections });
          expect(parsed.missing).toEqual(REQUIRED_SECTIONS.filter((key) => !keys.includes(key)));
        },
      ),
      repeat(200),
    );
  });

  it('of other headings is put where their words belong, and what belongs nowhere is told', () => {
    const parsed = parsePolicy(
      '# 员工手册\r\n\r\n## 第一章 兼职禁止范围\r\n不得兼职。\r\n## 考勤与工时\n八点到八点。\n## 食堂管理\n自带餐具。',
    );
    expect(parsed.sections.map(({ key, text }) => [key, text])).toEqual([
      ['working_time', '八点到八点。'],
      ['scope', '不得兼职。'],
    ]);
    expect(parsed.notes.find(({ heading }) => heading === '食堂管理')).toEqual({ heading: '食堂管理' });
    expect(parsed.missing).toEqual(['reporting', 'ladder', 'non_compete', 'tracking']);
  });

  it('names the ladder’s rungs as data has them, and no fine unless a region cites its basis', () => {
    const body = renderPolicy({ ...policyZh, ladder: DEFAULT_LADDER });
    expect(body).toContain(
      '第 1 次查实（首次查实）：书面警告；按公司依法公布的奖金办法扣减当月绩效，最多 20%',
    );
    expect(body).toContain('第 2 次查实及以后（再次查实）');
    expect(body).toContain('公司不设罚款');
  });
});

describe('the text the product ships with', () => {
  it('has every section in both languages, and can be published once staff were consulted', () => {
    expect(policyZh.sections.map(({ key }) => key)).toEqual(PolicySectionKeySchema.options);
    expect(parsePolicy(policyEn.body).sections.map(({ key }) => key)).toEqual(PolicySectionKeySchema.options);
    const consultation = { ...record, settledDay: '2026-11-10', publicisedFromDay: '2026-11-11' };
    const draft = buildDraft({ consultation, effectiveDay: '2026-12-01' });
    expect(listPolicyFaults(draft, { today: '2026-11-19', takenVersions: [] })).toEqual([]);
    const today = '2026-11-19';
    const set = { answerDays: 3, appealDays: 3, amnestyDays: 30, recordDays: 730 };
    const cautions = (other: Partial<typeof set>) =>
      listPolicyCautions(draft, { today, set: { ...set, ...other }, isReplacing: false });
    expect(cautions({})).toEqual(['deduction_without_bonus_rule']);
    expect(cautions({ recordDays: 400 })).toEqual(['deduction_without_bonus_rule', 'record_period']);
    expect(cautions({ amnestyDays: 60 })).toEqual(['deduction_without_bonus_rule', 'procedure_days']);
  });
});

const record = {
  form: 'staff_congress',
  withWhom: '第三届职工代表大会',
  people: 42,
  discussedFromDay: '2026-11-01',
  discussedToDay: '2026-11-08',
  opinions: '建议写明休息时间不收集位置',
  settledWith: '公司工会委员会',
  settledDay: '2026-11-10',
  result: '采纳该意见，已写入第二条。',
  publicisedFromDay: '2026-11-11',
  publicisedHow: '飞书公告与各门店张贴',
} as const;
const buildDraft = (overrides: Partial<PolicyDraftBody> = {}): PolicyDraftBody => ({
  revision: 1,
  version: '2026-2',
  title: policyZh.title,
  sections: policyZh.sections.map((one) => ({ ...one })),
  ladder: DEFAULT_LADDER,
  effectiveDay: '2026-12-01',
  consultation: record,
  ...overrides,
});

describe('a draft cannot be published', () => {
  const fine = {
    id: 'fine',
    name: { zh: '罚款', en: 'Fine' },
    fromCount: 1,
    measures: ['fine' as const],
    fineFen: 10_000,
  };
  const { consultation: _none, ...unconsulted } = buildDraft();
  const { effectiveDay: _noDay, ...undated } = buildDraft();
  const cases: readonly (readonly [string, PolicyDraftBody, string])[] = [
    ['without a consultation record', unconsulted, 'consultation_missing'],
    [
      'with a consultation still to come',
      buildDraft({ consultation: { ...record, settledDay: '2026-11-25' } }),
      'consultation_in_future',
    ],
    ['without a first day', undated, 'effective_missing'],
    ['from today on', buildDraft({ effectiveDay: '2026-11-19' }), 'effective_too_early'],
    ['for the past', buildDraft({ effectiveDay: '2026-01-01' }), 'effective_too_early'],
    ['under a version that was published', buildDraft({ version: '2026-1' }), 'version_taken'],
    [
      'with a money fine no region allows',
      buildDraft({ ladder: { ...DEFAULT_LADDER, rungs: [fine] } }),
      'fine_without_region',
    ],
    ...REQUIRED_SECTIONS.map(
      (key) =>
        [
          `without ${key}`,
          buildDraft({ sections: buildDraft().sections.filter((one) => one.key !== key) }),
          'section_missing',
        ] as const,
    ),
  ];
  it.each(cases)('%s', (_, draft, code) => {
    const faults = listPolicyFaults(draft, { today: '2026-11-19', takenVersions: ['2026-1'] });
    expect(faults.map((one) => one.code)).toEqual([code]);
  });
});

describe('the diff for readers', () => {
  it('holds both texts whole: without the additions the old one, without the removals the new one', () => {
    const lines = fc.array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 8 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before, after);
        expect(diff.filter(({ op }) => op !== 'add').map(({ text }) => text)).toEqual(before);
        expect(diff.filter(({ op }) => op !== 'remove').map(({ text }) => text)).toEqual(after);
        expect(diffLines(before, before).every(({ op }) => op === 'same')).toBe(true);
      }),
      repeat(300),
    );
  });

  it('marks a sentence, not its paragraph, and names added and removed sections', () => {
    const before = '# 规范\n## 一\n甲句。乙句。\n## 二\n旧。';
    const after = '# 规范\n## 一\n甲句。丙句。\n## 三\n新。';
    expect(diffPolicies(before, after)).toEqual([
      {
        title: '一',
        change: 'changed',
        lines: [
          { op: 'same', text: '甲句。' },
          { op: 'remove', text: '乙句。' },
          { op: 'add', text: '丙句。' },
        ],
      },
      { title: '三', change: 'added', lines: [{ op: 'add', text: '新。' }] },
      { title: '二', change: 'removed', lines: [{ op: 'remove', text: '旧。' }] },
    ]);
  });
});

describe('the time that may be judged (R17)', () => {
  it('is exactly the time in which the version in force was acknowledged before', () => {
    const moment = fc
      .integer({ min: 0, max: 60 })
      .map((n) => new Date(Date.UTC(2026, 9, 1) + n * 43_200_000));
    const versions = fc.uniqueArray(
      fc.record({ version: fc.constantFrom('1', '2', '3', '4'), effectiveAt: moment }),
      {
        selector: ({ version }) => version,
        maxLength: 4,
      },
    );
    const acks = fc.uniqueArray(fc.tuple(fc.constantFrom('1', '2', '3', '4'), moment), {
      selector: ([one]) => one,
    });
    fc.assert(
      fc.property(versions, acks, moment, (known, acknowledged, now) => {
        fc.pre(new Set(known.map(({ effectiveAt }) => +effectiveAt)).size === known.length);
        const read = new Map(acknowledged);
        const inForce = known
          .filter(({ effectiveAt }) => effectiveAt <= now)
          .toSorted((a, b) => +b.effectiveAt - +a.effectiveAt)[0];
        const readAt = inForce && read.get(inForce.version);
        expect(isJudgedAt(now, judgedSpans(known, read))).toBe(readAt !== undefined && readAt <= now);
      }),
      repeat(500),
    );
  });
});

it('reminds on its days, each once, and not for ever', () => {
  const askedAt = new Date('2026-11-01T00:00:00Z');
  const on = (days: number) => new Date(+askedAt + days * 86_400_000);
  expect([
    isReminderDue(askedAt, 0, on(2.9)),
    isReminderDue(askedAt, 0, on(3)),
    isReminderDue(askedAt, 1, on(6)),
  ]).toEqual([false, true, false]);
  expect(isReminderDue(askedAt, REMINDER_DAYS.length, on(400))).toBe(false);
});
