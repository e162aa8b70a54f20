import { describe, expect, it } from 'vitest';
import { ProposeBodySchema, VerifyBodySchema } from '../../../../server/contract/case.ts';
import type { CaseView } from '../../../../server/contract/views.ts';
import { evidenceKinds, isEnoughEvidence } from '../../../../miniapp/console/case/evidence.ts';
import { firstBlank, hasBlank } from '../../../../miniapp/console/parts/blanks.ts';
import { templatesFor } from '../../../../miniapp/console/case/templates.ts';
import { consoleTables } from '../../../../miniapp/texts/console-texts.ts';
import { buildCase } from '../build-case.ts';

const languages = [
  { language: 'zh', texts: consoleTables.zh },
  { language: 'en', texts: consoleTables.en },
] as const;
const longAnswer = {
  at: '2026-11-02T03:00:00Z',
  quickReason: 'other',
  text: '很长的说明。'.repeat(330),
} as const;
const views: CaseView[] = [buildCase(), buildCase({ explanation: longAnswer })];

describe.each(languages)('drafts in $language', ({ language, texts }) => {
  it('leave the answer to an appeal to be written by who decides it', () => {
    expect(hasBlank(texts.consoleCase.appeal.template('…'))).toBe(true);
  });

  it('are reasons the contract takes, with and without an explanation', () => {
    for (const view of views) {
      const drafts = templatesFor(view, { texts, language, day: '11月2日' });
      for (const result of ['substantiated', 'unsubstantiated', 'permitted'] as const)
        expect(
          VerifyBodySchema.safeParse({ version: 1, result, reason: drafts.verify(result) }).success,
        ).toBe(true);
      expect(drafts.talk.length).toBeGreaterThanOrEqual(20);
      expect(texts.console.unmask.template.length).toBeGreaterThanOrEqual(20);
    }
  });

  it('make a proposal the contract takes from clicks alone', () => {
    for (const view of views) {
      const drafts = templatesFor(view, { texts, language, day: '11月2日' });
      const evidence = (['location', 'attendance_record', 'interview'] as const).map((kind) => ({
        kind,
        note: drafts.evidence[kind],
      }));
      const [legalBasis] = texts.console.propose.bases;
      const body = { version: 1, penalty: 'warning', reason: drafts.propose, legalBasis, evidence };
      expect(ProposeBodySchema.safeParse(body).success).toBe(true);
    }
  });

  it('leave what was checked to be said by who checked it, at the front where nothing cuts it off', () => {
    for (const view of views) {
      const drafts = templatesFor(view, { texts, language, day: '11月2日' });
      for (const result of ['substantiated', 'unsubstantiated', 'permitted'] as const) {
        const draft = drafts.verify(result);
        expect(firstBlank(draft)?.[0]).toBe(0);
        expect(hasBlank(draft)).toBe(true);
        expect(hasBlank(draft.replace(/［.*?］/, ''))).toBe(false);
      }
      for (const kind of ['attendance_record', 'interview'] as const) {
        const evidence = [
          { kind: 'location' as const, note: '定位' },
          { kind, note: drafts.evidence[kind] ?? '' },
        ];
        expect(isEnoughEvidence(evidence)).toBe(false);
      }
    }
  });

  it('take no bracket of the person for one of their own', () => {
    const view = buildCase({ explanation: { ...longAnswer, text: '送货［替同事］' } });
    const drafts = templatesFor(view, { texts, language, day: '' });
    expect(hasBlank(drafts.evidence.explanation ?? '［］')).toBe(false);
    expect(hasBlank(drafts.verify('permitted').replace(/［.*?］/, ''))).toBe(false);
  });

  it('end what the person said with one full stop, whoever wrote it', () => {
    const view = buildCase({ explanation: { ...longAnswer, text: '去隔壁看陈列。' } });
    const drafts = templatesFor(view, { texts, language, day: '' });
    for (const draft of [drafts.evidence.explanation ?? '', drafts.verify('permitted'), drafts.propose])
      expect(draft).not.toMatch(/[。.！!]”[。.]/);
    expect(drafts.evidence.explanation).toContain('去隔壁看陈列”');
  });

  it('quote the facts and the answer of this very case', () => {
    const view = buildCase({ explanation: { ...longAnswer, text: '去隔壁看陈列。' } });
    const draft = templatesFor(view, { texts, language, day: '' }).verify('substantiated');
    expect(draft).toContain(view.finding.sentence[language]);
    expect(draft).not.toMatch(/。。|\.\./);
    expect(draft).toContain('去隔壁看陈列');
    expect(draft).not.toContain('陈列。”');
  });
});

it('asks for two kinds of evidence, each with its content', () => {
  const location = { kind: 'location', note: '定位' } as const;
  expect(isEnoughEvidence([])).toBe(false);
  expect(isEnoughEvidence([location])).toBe(false);
  expect(isEnoughEvidence([location, { kind: 'witness', note: ' ' }])).toBe(false);
  expect(isEnoughEvidence([location, { kind: 'witness', note: '同事' }])).toBe(true);
});

it('offers every kind of evidence once', () => {
  expect(new Set(evidenceKinds).size).toBe(evidenceKinds.length);
  expect([...evidenceKinds].sort()).toEqual(Object.keys(consoleTables.zh.words.evidence).sort());
});
