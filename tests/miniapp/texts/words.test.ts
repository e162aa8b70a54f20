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
import { LeadSourceSchema } from '../../../server/contract/lead.ts';
import { RoleSchema } from '../../../server/contract/person.ts';
import { consoleTables } from '../../../miniapp/texts/console-texts.ts';

const { zh, en } = consoleTables;
/** What of a person is looked at, and the kinds a purpose begins with: the person reads both in the own ledger (R16). */
const READS =
  'alert track case case.name case.execution case.letter case.pack case_file punch photo confirm overtime flexible_shift zone day_plan declaration data_request lead lead.reporter leaver_file leaver_link non_compete non_compete.monitor agreement list card'.split(
    ' ',
  );
/** Why a case may be withdrawn: the person reads it in the case's history. */
const CLEARING = [
  'superseded',
  'permitted_arrangement',
  'permitted_declaration',
  'permitted_trip',
  'planned_there',
  'visit_logged',
  'survey_visit',
  'own_customer',
  'own_task',
  'usual_place',
  'lead_malicious',
  'anchor_agrees',
  'anchor_inside',
  'leapt_there',
  'weak_alone',
  'moved_once',
  'signed_in_there',
  'shared_shop',
  'permitted',
  'on_trip',
  'unproven',
  'seen_at_other_time',
  'place_doubt',
  'same_other_spot',
  'stay_fits_visit',
  'habit_elsewhere',
  'datum_doubt',
  'unplaced_anchor',
  'stuck_position',
  'accounts_unknown',
  'target_reached',
  'no_team',
  'after_handover',
];

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
    [words.reasonCode, LeadSourceSchema.options.map((source) => `lead:${source}`)],
    [words.reasonCode, CLEARING],
    [phone.punchReason, PunchReasonSchema.options],
    [phone.refusal, [...RejectCodeSchema.options, 'has_photo', 'too_large', 'conflict']],
    [words.read, READS],
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
