import type { z } from 'zod';

/** A refusal as the platform words it; `status` is the HTTP status. */
export class PlatformFault extends Error {
  readonly code: number;
  readonly status: number;
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(
    code: number,
    message: string,
    options: { status?: number; extra?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = 'PlatformFault';
    this.code = code;
    this.status = options.status ?? 400;
    this.extra = options.extra ?? {};
  }
}

export const fieldFault = (violations: readonly { field: string; description: string }[]): PlatformFault =>
  new PlatformFault(99992402, 'field validation failed', {
    extra: {
      error: { field_violations: violations.map((one) => ({ ...one, value: '' })) },
    },
  });

/** Reads input by schema; any fault is the platform's 99992402 naming the fields. */
export function readFields<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw fieldFault(
    parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), description: issue.message })),
  );
}
