import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { AttendanceQuery } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import type { UnreadRow } from './platform.ts';
import { badReplyCode } from './reply-fault.ts';

type Asked = Readonly<{ client: FeishuClient; name: string; query: Pick<AttendanceQuery, 'userIds'> }>;
/** The day or the moment a faulty row is about, where that much can be read. */
type When = Pick<UnreadRow, 'day' | 'at'>;
type Faulty = Readonly<{ row: unknown; field: string }>;
const OwnedSchema = z.object({ user_id: z.string().min(1) });

/** The rows that are shaped as documented, and where the others are not. */
export function readRows<T extends z.ZodType>(
  rows: readonly unknown[],
  schema: T,
): Readonly<{ read: z.output<T>[]; faulty: Faulty[] }> {
  const read: z.output<T>[] = [];
  const faulty: Faulty[] = [];
  for (const row of rows) {
    const parsed = schema.safeParse(row);
    if (parsed.success) read.push(parsed.data);
    else faulty.push({ row, field: fieldOf(parsed.error) });
  }
  return { read, faulty };
}

/** A row about somebody who was not asked for is as wrong as one that names nobody. */
export const ofAsked = <T extends z.ZodType<Readonly<{ user_id: string }>>>(
  schema: T,
  userIds: readonly string[],
): T => schema.refine((row) => userIds.includes(row.user_id), { path: ['user_id'] });

/** Names only: numbers are places in a list. */
const fieldOf = ({ issues: [first] }: z.ZodError): string =>
  (first?.path ?? []).filter((step) => typeof step === 'string').join('.') || 'row';

/** Whom faulty rows are about: one that names nobody who was asked for may be anybody's. */
export function unreadOf(
  { client, name, query }: Asked,
  faulty: readonly Faulty[],
  whenOf: (row: unknown) => When = () => ({}),
): UnreadRow[] {
  if (faulty.length === 0) return [];
  const fields = [...new Set(faulty.map(({ field }) => field))].slice(0, 10);
  client.options.logger.warn({ operation: name, fields, rows: faulty.length }, 'feishu rows are malformed');
  return faulty.flatMap(({ row, field }) => {
    const named = OwnedSchema.safeParse(row).data?.user_id ?? '';
    const when = whenOf(row);
    return (query.userIds.includes(named) ? [named] : query.userIds).map((userId) => ({
      userId,
      ...when,
      field,
    }));
  });
}

/** What was asked for; null where the reply is not shaped as documented. */
export async function unlessMalformed<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.details['code'] === badReplyCode) return null;
    throw error;
  }
}
