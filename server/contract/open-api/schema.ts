import { z } from 'zod';

/** A JSON Schema (2020-12), as far as our shapes use it; a keyword that is not here makes the description fail, never lie. */
const SchemaSchema = z.strictObject({
  type: z.string().optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.literal(false).optional(),
  get items() {
    return SchemaSchema.optional();
  },
  get properties() {
    return z.record(z.string(), SchemaSchema).optional();
  },
});
export type Schema = z.infer<typeof SchemaSchema>;

/** Formats that say enough by their name: the patterns zod adds to them are hundreds of characters long. */
const PLAIN_FORMATS: readonly string[] = ['date-time', 'date', 'uuid'];

/** The shape as whoever sends it has to fill it, each field with its meaning; fields of fields go by `outer.inner`. */
export function describeShape(shape: z.ZodType, meanings: Readonly<Record<string, string>> = {}): Schema {
  const { $schema: _dialect, ...plain } = z.toJSONSchema(shape, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      tidy(jsonSchema);
      needMoreThanBlanks(zodSchema, jsonSchema);
    },
  });
  const schema = SchemaSchema.parse(plain);
  addMeanings(schema, meanings, '');
  return schema;
}

type Described = {
  format?: string;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  maximum?: number;
};

/** A text whose ends are trimmed has to be more than blanks. */
function needMoreThanBlanks(shape: z.core.$ZodType, schema: Described): void {
  const { minLength, pattern } = schema;
  if (minLength === undefined || pattern !== undefined) return;
  if (!z.safeParse(shape, ' '.repeat(minLength)).success) schema.pattern = '\\S';
}

function tidy(schema: Described): void {
  if (schema.format !== undefined && PLAIN_FORMATS.includes(schema.format)) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

function addMeanings(schema: Schema, meanings: Readonly<Record<string, string>>, prefix: string): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const meaning = meanings[`${prefix}${name}`];
    if (meaning !== undefined) field.description = meaning;
    addMeanings(field.items ?? field, meanings, `${prefix}${name}.`);
  }
}

/** Every field of a shape with the name a table shows, `outer.inner` for one within, and whether it must be there. */
export function listFields(
  schema: Schema,
  prefix = '',
): Readonly<{ name: string; field: Schema; isRequired: boolean }>[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => [
    { name: `${prefix}${key}`, field, isRequired: schema.required?.includes(key) ?? false },
    ...listFields(field.items ?? field, `${prefix}${key}.`),
  ]);
}
