import type { VoidWhen } from '../../contract/pull-source.ts';
import { valueAt } from './path.ts';

/** Whether a row of theirs says of itself that it is void: by its value at the path, or by one of a list there. */
export function isVoidRow(when: VoidWhen | undefined, row: unknown): boolean {
  if (!when) return false;
  const value: unknown = valueAt(row, when.from);
  const said = (Array.isArray(value) ? value : [value]).filter(isScalar).map((one) => String(one).trim());
  return said.some((one) => when.values.includes(one));
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
