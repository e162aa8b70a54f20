import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCard, maxCardBytes } from '../../../server/contract/card-rules.ts';
import { alertManagerCard } from '../../../server/feishu/cards/alert-manager-card.ts';
import { caseHrCard } from '../../../server/feishu/cards/case-hr-card.ts';
import { cleanText, clip, escapeMarkdown, formatAt } from '../../../server/feishu/cards/text.ts';
import { cardsZh } from '../../../server/contract/texts/cards.zh.ts';
import { buildHrInput, buildManagerInput } from './samples.ts';

/** Text full of what could be markup. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '<at id=all></at>',
        '**',
        '[a](http://e.cn)',
        '@王',
        '\n# ',
        '`',
        ':OK:',
        '&#42;',
        '\u202E',
        '\u0000',
        '😀',
        '</font>',
        '| a |',
        '~~',
        '---',
        '中',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);
const decode = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe('text from people', () => {
  it('never keeps a character with a meaning in markdown, and reads the same after decoding', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped.replace(/&#\d+;/g, '')).not.toMatch(/[<>*_`[\]()#~@|{}\\$:/!+\-&"'=.\n\r]/);
        expect(decode(escaped)).toBe(cleanText(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is one line, bounded, well formed and without invisible marks', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 50 }), (text, max) => {
        const clean = cleanText(text, max);
        expect(clean.length).toBeLessThanOrEqual(max);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u);
        expect(cleanText(clean, max)).toBe(clean);
      }),
      { numRuns: 2000 },
    );
  });

  it('always leaves a card the platform takes', () => {
    fc.assert(
      fc.property(hostile, hostile, (name, text) => {
        const cards = [
          alertManagerCard(
            buildManagerInput({ personName: name, sentence: text, whatWouldClear: text, shiftText: name }),
          ),
          alertManagerCard(buildManagerInput({ state: 'closed', outcomeText: text, handledBy: name })),
          caseHrCard(buildHrInput({ explanationText: text, outcomeText: text, pseudonym: name })),
        ];
        for (const card of cards) {
          expect(checkCard(card)).toBeNull();
          expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(maxCardBytes);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays under 30 KB when every field is as long as it can be', () => {
    const long = '<'.repeat(5000);
    const card = alertManagerCard(
      buildManagerInput({
        personName: long,
        sentence: long,
        whatWouldClear: long,
        shiftText: long,
        alertNo: long,
      }),
    );
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(maxCardBytes);
    const hr = caseHrCard(buildHrInput({ sentence: long, explanationText: long, outcomeText: long }));
    expect(Buffer.byteLength(JSON.stringify(hr))).toBeLessThan(maxCardBytes);
  });

  it('is cut with an ellipsis and never through a character', () => {
    expect(cleanText('一二三四五', 4)).toBe('一二三…');
    expect(clip('a😀', 2)).toBe('a');
  });
});

describe('times in cards', () => {
  it('are the wall clock of the reader', () => {
    const at = new Date('2026-12-31T16:30:00Z');
    expect(formatAt(at, 'Asia/Shanghai', cardsZh)).toBe('1月1日 00:30');
    expect(formatAt(at, 'Europe/Berlin', cardsZh)).toBe('12月31日 17:30');
  });
});
