import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  RuleBodySchema,
  RuleConditionsSchema,
  type RuleConditions,
} from '../../../server/contract/custom-rule.ts';
import { plainText } from '../../../server/domain/custom-rule/rule-finding.ts';
import { isMatch } from '../../../server/flow/custom-rule/custom-rule-match.ts';

const leaf = { fact: 'unknownMin', operator: 'greaterThan', value: 60 };
const accepts = (conditions: unknown): boolean => RuleConditionsSchema.safeParse(conditions).success;

describe('what a custom rule may say', () => {
  it('is comparisons of named numbers with constants, joined by all and any, three deep', () => {
    expect(accepts({ all: [leaf] })).toBe(true);
    expect(accepts({ all: [leaf, { any: [leaf, { all: [leaf] }] }] })).toBe(true);
    expect(accepts({ all: [{ any: [{ all: [{ any: [leaf] }] }] }] })).toBe(false);
  });

  it.each([
    ['a path into other data', { ...leaf, path: '$.constructor' }],
    ['parameters', { ...leaf, params: { a: 1 } }],
    ['another operator', { ...leaf, operator: 'in' }],
    ['an operator decorator', { ...leaf, operator: 'not:greaterThan' }],
    ['another number', { ...leaf, fact: 'salary' }],
    ['a comparison with another fact', { ...leaf, value: { fact: 'stays' } }],
    ['no finite number', { ...leaf, value: Number.POSITIVE_INFINITY }],
    ['code', { ...leaf, value: '() => 1' }],
    ['a named condition', { condition: 'other' }],
  ])('has no room for %s', (_what, node) => {
    expect(accepts({ all: [node] })).toBe(false);
  });

  it('is short: at most twelve comparisons in all, and never none', () => {
    expect(accepts({ any: Array.from({ length: 12 }, () => leaf) })).toBe(true);
    const six = { any: Array.from({ length: 6 }, () => leaf) };
    expect(accepts({ all: [six, six, leaf] })).toBe(false);
    expect(accepts({ all: [] })).toBe(false);
  });

  it('never calls anything grave', () => {
    const severity = RuleBodySchema.shape.severity;
    expect(severity.safeParse('medium').success).toBe(true);
    expect(severity.safeParse('high').success).toBe(false);
  });
});

describe('a rule', () => {
  const conditions: RuleConditions = {
    all: [
      { fact: 'unknownMin', operator: 'greaterThanInclusive', value: 60 },
      {
        any: [
          { fact: 'visits', operator: 'lessThan', value: 1 },
          { fact: 'orders', operator: 'lessThan', value: 1 },
        ],
      },
    ],
  };
  it.each([
    [{ unknownMin: 60, visits: 0, orders: 3 }, true],
    [{ unknownMin: 59.9, visits: 0, orders: 3 }, false],
    [{ unknownMin: 90, visits: 2, orders: 3 }, false],
  ])('is true of %j: %s', async (facts, expected) => {
    expect(await isMatch(conditions, facts)).toBe(expected);
  });

  it('says what plain comparison says, whatever the numbers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 120 }),
        fc.nat({ max: 2 }),
        fc.nat({ max: 2 }),
        async (unknownMin, visits, orders) => {
          expect(await isMatch(conditions, { unknownMin, visits, orders })).toBe(
            unknownMin >= 60 && (visits < 1 || orders < 1),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the author’s words', () => {
  it('become one line of visible characters without markup, mentions or links', () => {
    expect(plainText('<b>a</b>\n[x](http://y) @all \u202Eb\u0000')).toBe(
      '＜b＞a＜/b＞ ［x］（http://y） ＠all b',
    );
  });

  it('hold nothing that could be markup, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(plainText(text)).not.toMatch(/[<>&*_`~#[\](){}|\\@!\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      }),
      { numRuns: 300 },
    );
  });
});
