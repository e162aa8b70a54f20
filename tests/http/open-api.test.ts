import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiTexts, bodySchema, openApiDocument } from '../../server/contract/open-api/document.ts';
import { RECORD_EXAMPLES } from '../../server/contract/open-api/examples.ts';
import { OPERATIONS, PutReplySchema } from '../../server/contract/open-api/operations.ts';
import { listFields } from '../../server/contract/open-api/schema.ts';
import { ImportViewSchema, RecordKindSchema } from '../../server/contract/records.ts';
import { rateLimited, storeAway, storeFull, unauthenticated } from '../../server/errors.ts';
import { createApiKey } from '../../server/flow/company/api-key.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { savePerson } from '../../server/store/people.ts';
import { buildPerson } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { createShop } from '../support/phone.ts';
import { useApp } from './app.ts';
import { registeredRoutes } from './registered-routes.ts';

const SITE = { publicUrl: 'https://mingqin.example', perMinute: 3_000, maxImportMb: 64 };
const LANGUAGES = ['zh', 'en'] as const;

useDatabase();
const app = useApp();
let deps: Deps;
let key = '';
beforeEach(async () => {
  deps = app.use((await createShop()).deps);
  await savePerson(buildPerson({ id: 'he', employeeNo: 'MQ1022' }));
  key = await createApiKey(deps, { name: 'crm' });
});
const put = (path: string, body: string, type = 'application/json') =>
  app.call(path, {
    method: 'PUT',
    body,
    headers: { 'content-type': type, authorization: `Bearer ${key}` },
  });

/** Rules that join fields, which no schema of one field can say. */
const JOINED: readonly unknown[] = ['span', 'clocks', 'ringOrCircle', 'nullIsland'];

describe('the description of the doors for other systems', () => {
  it.each(LANGUAGES)('is a valid OpenAPI 3.1 document, open to anybody (%s)', async (language) => {
    const reply = await app.call(`/api/docs/openapi.json?language=${language}`);
    expect(reply.status).toBe(200);
    const document = z.record(z.string(), z.unknown()).parse(reply.body);
    expect(document['openapi']).toBe('3.1.0');
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  it('would be found out if it were not valid', async () => {
    const broken = { ...openApiDocument(SITE, 'en'), paths: { nowhere: {} } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('names every door a key opens, and no other', () => {
    const webhooks = { appId: 'a', encryptKey: 'b', verificationToken: 'c' };
    const doors = registeredRoutes(deps, webhooks).filter((route) =>
      /^\w+ \/api\/v1\/(records|insurance-payments)\//.test(route),
    );
    const named = OPERATIONS.map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(named.toSorted()).toEqual(doors.toSorted());
  });

  it('names what any door may answer: no key, too often, a store that is away or full', async () => {
    const anyDoor = [unauthenticated(), rateLimited(1), storeAway(), storeFull()];
    for (const { replies } of OPERATIONS)
      expect(replies.map(({ status }) => status)).toEqual(
        expect.arrayContaining(anyDoor.map(({ status }) => status)),
      );
    const page = String((await app.call('/api/docs/')).body);
    for (const { status, code } of anyDoor)
      expect(page).toContain(`<td>${status}</td><td><code>${code}</code>`);
  });

  it.each(LANGUAGES)('says of every field what it means, and of none that is not there (%s)', (language) => {
    for (const operation of OPERATIONS) {
      const schema = bodySchema(operation, apiTexts[language]);
      if (!schema || operation.body?.type !== 'application/json') continue;
      const fields = listFields(schema);
      expect(fields.filter(({ field }) => field.description === undefined)).toEqual([]);
      const said = Object.keys(apiTexts[language].fields[operation.body.fields]);
      expect(said.toSorted()).toEqual(fields.map(({ name }) => name).toSorted());
    }
  });

  it('agrees with the doors on random bodies, but for rules that join fields', () => {
    const ajv = addFormats.default(new Ajv2020({ strict: false }));
    const verdicts: string[] = [];
    for (const operation of OPERATIONS) {
      const { body } = operation;
      if (body?.type !== 'application/json') continue;
      const isDescribed = ajv.compile(bodySchema(operation, apiTexts.en) ?? {});
      const verdictOf = (given: unknown): string => {
        const parsed = body.schema.safeParse(given);
        if (parsed.success) return isDescribed(given) ? 'taken' : 'taken, described as wrong';
        const isJoined = parsed.error.issues.every(
          (issue) => issue.code === 'custom' && JOINED.includes(issue.params?.['fault']),
        );
        if (isJoined) return 'refused for a rule that joins fields';
        return isDescribed(given) ? 'refused, described as right' : 'refused';
      };
      fc.assert(
        fc.property(changed(body.example), (given) => {
          const verdict = verdictOf(given);
          verdicts.push(verdict);
          expect([given, verdict]).not.toEqual([given, expect.stringContaining('described')]);
        }),
        { numRuns: 200 },
      );
    }
    const counts = (verdict: string): number => verdicts.filter((one) => one === verdict).length;
    expect(counts('refused')).toBeGreaterThan(500);
    expect(counts('taken')).toBeGreaterThan(50);
  });
});

/** The body with one field left out, or with another value in it. */
function changed(example: unknown): fc.Arbitrary<unknown> {
  const whole = z.record(z.string(), z.unknown()).parse(example);
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      '',
      ' ',
      'x',
      -1,
      0,
      0.5,
      1e15,
      null,
      [],
      {},
      true,
      '2026-11-25',
      '2026-13-01',
      'in',
    ),
    fc.constantFrom<unknown>([''], ['customer'], { lng: 0, lat: 0 }, { lng: 200, lat: 3 }, 'x'.repeat(200)),
    fc.string(),
    fc.integer(),
  );
  return fc
    .tuple(fc.constantFrom(...Object.keys(whole), 'more'), fc.option(odd, { nil: undefined }))
    .map(([field, value]) => {
      const { [field]: _left, ...rest } = whole;
      return value === undefined ? rest : { ...rest, [field]: value };
    });
}

describe('what the description shows', () => {
  it.each(RecordKindSchema.options)('works as it stands: the example of %s is taken', async (kind) => {
    const reply = await put(`/api/v1/records/${kind}/crm-1`, JSON.stringify(RECORD_EXAMPLES[kind]));
    expect([reply.status, PutReplySchema.parse(reply.body).result]).toEqual([201, 'created']);
  });

  it.each(RecordKindSchema.options.flatMap((kind) => LANGUAGES.map((language) => [kind, language] as const)))(
    'works as it stands: the template of %s is imported (%s)',
    async (kind, language) => {
      const template = await app.call(`/api/docs/templates/${kind}.csv?language=${language}`);
      expect(template.headers.get('content-disposition')).toContain(`${kind}.csv`);
      const path = `/api/v1/records/imports/${uuidv7()}?kind=${kind}&language=${language}`;
      const reply = await put(path, String(template.body), 'text/csv');
      expect(ImportViewSchema.parse(reply.body)).toMatchObject({ rows: 1, created: 1, faults: [] });
    },
  );

  it('is a page that names every address, in two languages, and refuses a third', async () => {
    for (const language of LANGUAGES) {
      const page = await app.call(`/api/docs/?language=${language}`);
      expect(page.headers.get('content-type')).toContain('text/html');
      for (const { path, id } of OPERATIONS) {
        expect(page.body).toContain(`<code>${path}</code>`);
        expect(page.body).toContain(apiTexts[language].operations[id].summary);
      }
      for (const word of Object.values(apiTexts[language].read)) expect(page.body).toContain(word);
      expect(page.body).not.toMatch(/\{perMinute\}|\{maxMb\}|undefined/);
    }
    expect((await app.call('/api/docs/?language=fr')).status).toBe(400);
    expect((await app.call('/api/docs/templates/salaries.csv')).status).toBe(400);
    expect((await app.call('/api/docs?language=en')).headers.get('location')).toBe('/api/docs/?language=en');
    expect((await app.call('/api/docs/style.css')).headers.get('content-type')).toContain('text/css');
  });
});
