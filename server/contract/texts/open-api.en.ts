import { fields } from './open-api-fields.en.ts';
import { withdrawals } from './open-api-withdrawals.en.ts';
import type { OpenApiTexts } from './open-api.zh.ts';

/** What the description of the interfaces for other systems says, in English. */
export const openApiEn: OpenApiTexts = {
  title: 'Mingqin open API',
  intro:
    'How other systems (CRM, ERP, attendance, delivery, social insurance) put the company’s own records into Mingqin. Each record goes by the id of the system it comes from; putting the same one again changes nothing, so anything may be sent again.',
  rules: [
    'The administrator makes a key on the console’s page for keys; it is shown once. Send it as Authorization: Bearer. Company records and insurance payments have keys of their own; one opens nothing of the other.',
    'Bodies are JSON in UTF-8. Instants carry their offset, money is in fen, positions name their datum. A field that is not listed here is refused, never ignored.',
    'At most {perMinute} requests a minute from one address. After 429, 503 or 507, wait as many seconds as Retry-After says and send again.',
    'An error names its code, a sentence and a requestId; error.fields says which field and what is allowed there. Sentences are English, with Accept-Language: zh Chinese; go by the code.',
    'No record carries coordinates of an employee: those come only from their own phone, and only in working time. The place of a proof of presence, too, is kept in working time only.',
  ],
  read: {
    field: 'Field',
    type: 'Type',
    required: 'Required',
    yes: 'yes',
    no: 'no',
    meaning: 'Meaning',
    example: 'Example',
    replies: 'Replies',
    status: 'Status',
    code: 'error.code',
    columns: 'CSV columns',
    template: 'CSV template',
    machine: 'OpenAPI 3.1 document (JSON)',
    contents: 'Contents',
    other: '中文',
    key: 'Key',
    parameters: 'Parameters',
  },
  types: {
    string: 'text',
    number: 'number',
    integer: 'whole number',
    boolean: 'yes or no',
    array: 'list',
    object: 'object',
    'date-time': 'instant',
    date: 'date',
    uuid: 'UUID version 7',
    oneOf: 'one of: {values}',
    min: '≥ {n}',
    max: '≤ {n}',
    lengths: '{min}–{max} characters',
    items: '{min}–{max} of them',
    pattern: 'as {pattern}',
    default: '{value} unless given',
  },
  keys: { records: 'company records', insurance: 'insurance payments' },
  tags: {
    records: 'One record at a time',
    withdrawals: 'One record back',
    imports: 'Files',
    insurance: 'Social insurance',
  },
  parameters: {
    externalId: 'the id in the other system, unique among records of a kind',
    importId: 'a UUID (version 7) the sender makes; sending again under the same one imports nothing twice',
    kind: 'which records the file holds',
    language: 'the language of reasons',
  },
  operations: {
    places: {
      summary: 'Places',
      description: 'Stores, customers, warehouses, pickup points, rivals. One place may be several of these.',
    },
    zones: {
      summary: 'Zones',
      description:
        'Where people are expected to work: a ring, or a centre and a radius. Where it names people, this record decides whose zone it is; where it names none, people are put into it in the console, and the region’s staff without a zone of their own count too.',
    },
    visits: {
      summary: 'Visits',
      description:
        'A customer visit as the CRM has it. It ends not before it starts, and at most 24 h after.',
    },
    orders: { summary: 'Orders', description: 'An order as the ERP has it; a return has a negative amount.' },
    attendance: {
      summary: 'Punches of another attendance system',
      description: 'One clock-in or clock-out. It carries no position.',
    },
    anchors: {
      summary: 'Proofs of presence',
      description:
        'A log-in at a till, a waybill scan or a customer’s sign-off: it proves that the person was at work, and with a place, that it was there. It explains and clears and raises nothing by itself; outside working time it is not looked at, and its place is not kept.',
    },
    tasks: {
      summary: 'Waybill tasks',
      description:
        'Where and when the job itself sends a rider. It ends not before it starts, and at most 24 h after.',
    },
    targets: { summary: 'Monthly targets', description: 'What a person is to sell in a month.' },
    plans: {
      summary: 'Visit plans',
      description: 'A customer a person is to visit on a day, and in which order.',
    },
    ...withdrawals,
    import: {
      summary: 'Import a CSV file',
      description:
        'The first line names the columns, in Chinese or English, in any order. A CSV as a spreadsheet saves it will do: UTF-8, GBK or UTF-16, with commas, semicolons or tabs. A time without a zone (2026/11/3 8:05) is in the company’s zone; the Chinese words of a choice are known too; a column named amountYuan holds yuan; several values have | between them. Empty rows are passed over. A bad row is named (the first below the names is 1, empty ones count), the others are taken. {maxMb} MB at most; the reply comes when the import has ended.',
    },
    importProgress: {
      summary: 'How far an import is',
      description: 'Of an import begun with this key: the row it is at, and its first 100 faults.',
    },
    importFaults: {
      summary: 'Rows with faults',
      description: 'CSV: row after the heading, field, reason, outcome (refused, or taken with a notice).',
    },
    insurance: {
      summary: 'A month of social insurance',
      description:
        'Who paid for one person in one month, while a non-compete agreement is watched with the person’s signed authorisation. 409 not_monitored asks to send no more; no reply tells what is concluded.',
    },
  },
  fields,
  webhooks: {
    tag: 'Told to other systems (webhooks)',
    intro:
      'The administrator or the HR lead registers an https address in the console, page “Webhooks”, and chooses events; each is sent there by POST as JSON. Signed as Standard Webhooks say (standardwebhooks.com).',
    rules: [
      'At least once: a message that is sent again has the same webhook-id; drop what you have by it. The order is not kept.',
      'A 2xx within 10 seconds means taken; redirects are not followed. After a failure it is tried again for about a day, from 30 seconds on at growing distances; then the webhook is switched off and the administrator is told. A 410 switches it off at once.',
      'Check the signature over the bytes as they came, and refuse what is more than 5 minutes off. For a day after the secret was changed messages carry the signatures of both.',
      'No positions, places, pictures or names. People go by pseudonym; a webhook registered with employee numbers has them once a penalty was carried out or a side job approved. Nothing of a region in its pilot is sent.',
    ],
    headers: {
      'webhook-id': 'Id of the message, the same on every repeat',
      'webhook-timestamp': 'When it was sent, seconds since 1970',
      'webhook-signature':
        'One or more v1,signature separated by spaces: HMAC-SHA256 over id.timestamp.body, base64',
    },
    events: {
      'alert.raised': 'An alert to be checked was raised',
      'case.opened': 'A case was made known to the person',
      'case.decided': 'A second person approved or refused a proposed penalty',
      'case.closed': 'A case has ended; told again with outcome revoked when its penalty is taken back later',
      'sanction.executed': 'A penalty was carried out',
      'declaration.approved': 'A side job was approved',
      'import.finished': 'The import of a file has ended',
      'webhook.test': 'A test message',
    },
    taken: 'Taken',
    gone: 'Not wanted any more: the webhook is switched off',
    verify: 'How to check a signature (Node, no package needed)',
    header: 'Header',
    type: 'Type',
    data: 'Fields of data',
  },
  replies: {
    created: 'a new record is kept',
    same: 'changed, or the same as before',
    withdrawn: 'Taken back (withdrawn), or there is no such record (absent)',
    import: 'how the import ended',
    file: 'the rows',
    400: 'not as it should be: error.fields says which field and what is allowed',
    401: 'no key, or one that is unknown, ended or of the other kind',
    404: 'no such import, or another key began it',
    409: 'that agreement is not watched now (not_monitored), or the id names another record (record_conflict)',
    413: 'too large',
    415: 'another format: JSON is wanted, for an import text/csv',
    429: 'too often: wait as Retry-After says',
    503: 'the store is away: try again as Retry-After says',
    507: 'the store has no room left: try again as Retry-After says',
  },
};
