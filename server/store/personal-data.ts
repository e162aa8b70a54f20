import mongoose from 'mongoose';
import { openRow } from './open-row.ts';

/** Where a collection names the person it is about: these fields hold the person's id, or the employee number. */
export type Holding = Readonly<{
  /** What the fields hold: the person's id or employee number, or the id of an alert about the person. */
  by: 'id' | 'employeeNo' | 'alert';
  fields: readonly string[];
  /** Not the person's: secrets of the server, or other people's names. */
  without?: readonly string[];
}>;
type Subject = Readonly<{ id: string; employeeNo: string }>;
export type PersonalRow = Readonly<Record<string, unknown>>;

const ofPerson: Holding = { by: 'id', fields: ['personId'] };

/**
 * Every collection that holds something about a person. A new collection stands here or below, or its test fails (R14). The list beside the
 * store (`tombstones.ts`) says with ids and times alone what stands here anyway: consents and requests.
 */
export const PERSONAL: Readonly<Record<string, Holding>> = {
  people: { by: 'id', fields: ['_id'] },
  schedules: ofPerson,
  punches: ofPerson,
  photos: { ...ofPerson, without: ['fileId'] },
  segments: ofPerson,
  installs: ofPerson,
  consents: ofPerson,
  acknowledgements: ofPerson,
  policy_requests: ofPerson,
  quiz_attempts: ofPerson,
  route_marks: ofPerson,
  declarations: ofPerson,
  flexible_shifts: ofPerson,
  arrangements: ofPerson,
  work_records: { by: 'employeeNo', fields: ['employeeNo'] },
  zone_assignments: ofPerson,
  zones: { by: 'employeeNo', fields: ['employeeNos'], without: ['employeeNos'] },
  attendance_days: ofPerson,
  attendance_flows: ofPerson,
  detections: ofPerson,
  baselines: { by: 'id', fields: ['_id'] },
  evidence_snapshots: { ...ofPerson, without: ['judged'] },
  packs: ofPerson,
  sanctions: ofPerson,
  letters: { ...ofPerson, without: ['content'] },
  alerts: ofPerson,
  alert_labels: { by: 'alert', fields: ['_id'] },
  cases: ofPerson,
  monthly_reports: ofPerson,
  reads: ofPerson,
  data_requests: ofPerson,
  visits: ofPerson,
  signals: ofPerson,
  own_times: ofPerson,
  presence_prompts: ofPerson,
  overtime_requests: ofPerson,
  declaration_documents: { ...ofPerson, without: ['content'] },
  case_files: { ...ofPerson, without: ['content'] },
  non_compete_agreements: { ...ofPerson, without: ['digest'] },
  non_compete_records: { ...ofPerson, without: ['digest'] },
  non_compete_cases: ofPerson,
  certificates: { ...ofPerson, without: ['fileId'] },
  leaver_links: { ...ofPerson, without: ['tokenHash', 'answerHash', 'delivery'] },
  leaver_sessions: { ...ofPerson, without: ['_id'] },
  // Its words may tell who sent it: a reporter is protected from the person it is about.
  leads: {
    by: 'id',
    fields: ['subjectId'],
    without: ['text', 'who', 'place', 'digest', 'reporter', 'history'],
  },
  audit: { by: 'id', fields: ['entry.personId'] },
  webhook_deliveries: { ...ofPerson, without: ['body'] },
  sessions: { ...ofPerson, without: ['_id'] },
};

/** Collections that hold nothing about one person, each with the reason. */
export const NOT_PERSONAL: Readonly<Record<string, string>> = {
  places: 'the company’s places',
  map_usage: 'how many requests a map service had today',
  competitors: 'companies on the competitor list',
  policies: 'texts for everyone',
  policy_drafts: 'the next text while it is written; who edits it is in the audit chain',
  audit_checkpoints: 'signed roots of the audit chain; hashes only',
  audit_blocks: 'roots of parts of the audit chain; hashes only',
  signing_keys: 'public keys of this installation',
  assessments: 'impact assessments of detectors, about no one person',
  detector_switches: 'which detectors run',
  rollouts: 'which regions are judged; who started, signed and stopped is in the audit chain',
  care_reports: 'figures of groups of at least five people',
  setting_versions: 'thresholds by day; who signed them is in the audit chain',
  store_screens: 'the screens that show the stores’ codes',
  reconciliations: 'how many punches of a day the attendance system lacked, and their ids',
  settings: 'the company’s settings and its org chart, kept as the chat platform has it',
  'api-keys': 'keys of other systems',
  pull_sources: 'addresses of other systems that are asked for records; what they answer is in the records',
  pulled_rows: 'which ids a source names; what they say is in the records',
  webhooks: 'addresses of other systems and what they are told',
  platform_tokens: 'keys of the chat platform',
  'sign-ins': 'a sign-in under way, before anyone is known; gone after a day',
  imports:
    'counts of files, who or what sent each, and the places of their faults with the ids of rows; gone after 30 days',
  inbox:
    'events of the chat platform as received, gone after 30 days; what they changed is in the other collections',
  digests: 'which alerts stood in a chat’s digest; the alerts are given out themselves',
  bias_reports: 'rates by region and phone model, about no one person',
  custom_rules: 'rules of the company',
  threshold_changes: 'thresholds asked for, and who signed',
  replays: 'tests of thresholds on past days',
  replay_rows: 'results of such a test under pseudonyms, dropped with it',
  card_budgets: 'how many cards a manager had in a week',
  'photo-files.files': 'bytes of the photos, given out as pictures',
};

/** Bookkeeping of messages, in documents of many collections. */
const NEVER = ['pending', 'sent'] as const;

/** Everything stored about one person, by collection and in the order of ids; what is sealed is opened. */
export async function readPersonalData(
  subject: Subject,
): Promise<ReadonlyMap<string, readonly PersonalRow[]>> {
  const alerts = await collectionOf('alerts')
    .find({ personId: subject.id }, { projection: { _id: 1 } })
    .toArray();
  const alertIds = alerts.map(({ _id }) => _id);
  const found = await Promise.all(
    Object.entries(PERSONAL).map(async ([name, holding]) => {
      const rows = await collectionOf(name)
        .find(filterOf(holding, { ...subject, alertIds }))
        .sort({ _id: 1 })
        .toArray();
      return [name, rows.map((row) => shownOf(row, holding, name))] as const;
    }),
  );
  return new Map(found);
}

function collectionOf(name: string) {
  return mongoose.connection.collection<{ _id: string; [field: string]: unknown }>(name);
}

function filterOf(
  { by, fields }: Holding,
  { id, employeeNo, alertIds }: Subject & Readonly<{ alertIds: readonly string[] }>,
) {
  const values = by === 'alert' ? alertIds : [by === 'id' ? id : employeeNo];
  return { $or: fields.map((field) => ({ [field]: { $in: [...values] } })) };
}

function shownOf(
  { _id, ...row }: Readonly<{ _id: string; [field: string]: unknown }>,
  { without = [] }: Holding,
  name: string,
): PersonalRow {
  const hidden: readonly string[] = [...NEVER, ...without];
  const shown = Object.fromEntries(Object.entries(row).filter(([field]) => !hidden.includes(field)));
  const opened = openRow(name, { ...shown, _id });
  return hidden.includes('_id') ? shown : opened;
}
