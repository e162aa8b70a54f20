import { expect, it } from 'vitest';
import {
  CaseLaneSchema,
  CaseOutcomeSchema,
  CaseStateSchema,
  EvidenceKindSchema,
  QuickReasonSchema,
  VerificationResultSchema,
} from '../../../server/contract/case.ts';
import { PunchReasonSchema, RejectCodeSchema } from '../../../server/contract/ingest.ts';
import { RoleSchema } from '../../../server/contract/person.ts';
import { en } from '../../../miniapp/texts/en.ts';
import { zh } from '../../../miniapp/texts/zh.ts';

it.each([
  ['zh', zh],
  ['en', en],
])('has a word for every fixed value of the contracts in %s', (_, { words, phone }) => {
  const wanted: [object, readonly string[]][] = [
    [words.state, CaseStateSchema.options],
    [words.lane, CaseLaneSchema.options],
    [words.outcome, CaseOutcomeSchema.options],
    [words.evidence, EvidenceKindSchema.options],
    [words.quickReason, QuickReasonSchema.options],
    [words.verification, VerificationResultSchema.options],
    [words.role, RoleSchema.options],
    [phone.punchReason, PunchReasonSchema.options],
    [phone.refusal, [...RejectCodeSchema.options, 'has_photo', 'too_large', 'conflict']],
    [words.read, ['alert', 'track', 'case', 'case.name', 'punch', 'confirm']],
  ];
  for (const [table, values] of wanted)
    expect(Object.keys(table)).toEqual(expect.arrayContaining([...values]));
});

it('says every single thing in both languages', () => {
  expect(pathsOf(en)).toEqual(pathsOf(zh));
});

function pathsOf(table: object, prefix = ''): string[] {
  return Object.entries(table)
    .flatMap(([key, value]) => {
      const path = `${prefix}.${key}`;
      return typeof value === 'object' && value !== null ? pathsOf(value, path) : [`${path}:${typeof value}`];
    })
    .sort();
}
