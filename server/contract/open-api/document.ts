import { z } from 'zod';
import { openApiEn } from '../texts/open-api.en.ts';
import { openApiZh, type OpenApiTexts } from '../texts/open-api.zh.ts';
import { ErrorReplySchema } from '../view-error.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { describeShape, type Schema } from './schema.ts';
import { describeWebhooks } from './webhooks.ts';

export type ApiLanguage = 'zh' | 'en';
export const apiTexts: Readonly<Record<ApiLanguage, OpenApiTexts>> = { zh: openApiZh, en: openApiEn };

/** Of what is described, not of the software. */
const VERSION = '1.0.0';

/** What differs from one installation to the next. */
export type ApiSite = Readonly<{ publicUrl: string; perMinute: number; maxImportMb: number }>;

/** The doors for other systems as an OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.0), made from the shapes the doors check with. */
export function openApiDocument(site: ApiSite, language: ApiLanguage): object {
  const texts = apiTexts[language];
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS)
    (paths[operation.path] ??= {})[operation.method] = describeOperation(operation, site, texts);
  return {
    openapi: '3.1.0',
    info: {
      title: texts.title,
      version: VERSION,
      description: [texts.intro, ...rulesFor(site, texts).map((rule) => `- ${rule}`)].join('\n\n'),
    },
    servers: [{ url: site.publicUrl }],
    tags: [...Object.values(texts.tags), texts.webhooks.tag].map((name) => ({ name })),
    paths,
    webhooks: describeWebhooks(texts),
    components: {
      securitySchemes: Object.fromEntries(
        Object.entries(texts.keys).map(([scope, description]) => [
          scope,
          { type: 'http', scheme: 'bearer', description },
        ]),
      ),
      schemas: { Error: describeShape(ErrorReplySchema) },
    },
  };
}

/** The rules that hold for every request. */
export const rulesFor = ({ perMinute }: ApiSite, { rules }: OpenApiTexts): string[] =>
  rules.map((rule) => rule.replace('{perMinute}', String(perMinute)));

export const sentenceOf = (operation: Operation, { maxImportMb }: ApiSite, texts: OpenApiTexts): string =>
  texts.operations[operation.id].description.replace('{maxMb}', String(maxImportMb));

/** The shape of an operation's JSON body, each field with its meaning. */
export function bodySchema({ body }: Operation, { fields }: OpenApiTexts): Schema | undefined {
  return body?.type === 'application/json' ? describeShape(body.schema, fields[body.fields]) : undefined;
}

function describeOperation(operation: Operation, site: ApiSite, texts: OpenApiTexts): object {
  const { id, tag, key, parameters, body, replies } = operation;
  return {
    operationId: id,
    tags: [texts.tags[tag]],
    summary: texts.operations[id].summary,
    description: sentenceOf(operation, site, texts),
    security: [{ [key]: [] }],
    parameters: parameters.map(({ name, in: where, schema }) => ({
      name,
      in: where,
      required: !schema.safeParse(undefined).success,
      description: texts.parameters[name],
      schema: describeShape(schema),
    })),
    ...(body && {
      requestBody: { required: true, content: { [body.type]: describeBody(operation, texts) } },
    }),
    responses: Object.fromEntries(
      replies.map((reply) => [String(reply.status), describeReply(reply, texts)]),
    ),
  };
}

function describeBody(operation: Operation, texts: OpenApiTexts): object {
  const schema = bodySchema(operation, texts);
  if (!schema) return { schema: { type: 'string' } };
  return {
    schema,
    ...(operation.body && 'example' in operation.body && { example: operation.body.example }),
  };
}

function describeReply(reply: Operation['replies'][number], { replies }: OpenApiTexts): object {
  const description = replies[reply.text];
  if (reply.type) return { description, content: { [reply.type]: { schema: { type: 'string' } } } };
  const isRefusal = reply.status >= 400;
  const schema = isRefusal
    ? { $ref: '#/components/schemas/Error' }
    : describeShape(reply.schema ?? z.unknown());
  return { description, content: { 'application/json': { schema } } };
}
