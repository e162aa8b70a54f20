import { parseArgs } from 'node:util';
import { z } from 'zod';
import { RecordKindSchema } from '../../contract/records.ts';
import { columnTitles } from '../../connectors/files/record-template.ts';

const columns = RecordKindSchema.options
  .map((kind) => `  ${kind.padEnd(11)} ${columnTitles(kind, 'en').join(', ')}`)
  .join('\n');

export const USAGE = `usage: npm run -s import -- --kind KIND --file RECORDS.csv --key-file FILE [--server URL] [--faults FILE] [--language zh|en]
Puts every row of a CSV file as a spreadsheet saves it (UTF-8, GB 18030 or UTF-16; commas, semicolons or tabs; Chinese headers and words too) into the company's records; sending it again repeats nothing.
  --key-file  a file that holds the API key; - reads it from standard input
  --faults    where refused rows, and rows taken with a notice, are written with their number, column and reason (default: RECORDS.csv.faults.csv)
  --language  of those reasons: zh or en (default: zh)
Columns by kind, in any order; times without an offset are in the company's zone, money is in fen (in yuan under
amountYuan or 金额元), several values have | between them:
${columns}
exit: 0 all taken, 1 failed, 2 wrong usage, 3 some rows refused (see the counts on stdout)`;

const OptionsSchema = z.strictObject({
  kind: RecordKindSchema,
  file: z.string().min(1, 'is missing'),
  'key-file': z.string().min(1, 'is missing'),
  server: z
    .url({ protocol: /^https?$/, error: 'must be a http(s) address' })
    .default('http://127.0.0.1:3000'),
  faults: z.string().min(1).optional(),
  language: z.enum(['zh', 'en']).default('zh'),
});
export type ImportOptions = z.infer<typeof OptionsSchema>;

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[]): { options: ImportOptions } | { fault: string } {
  const text = { type: 'string' } as const;
  const options = { kind: text, file: text, 'key-file': text, server: text, faults: text, language: text };
  try {
    const { values } = parseArgs({ args: [...args], options });
    const parsed = OptionsSchema.safeParse({ kind: '', file: '', 'key-file': '', ...values });
    if (parsed.success) return { options: parsed.data };
    return {
      fault: parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'),
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
