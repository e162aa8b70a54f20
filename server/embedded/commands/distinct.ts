import { badValue } from '../command-error.ts';
import { encodeValue } from '../index/encode-value.ts';
import { isSame } from '../query/compare.ts';
import { valuesAtPath } from '../query/path.ts';
import { select } from '../query/select.ts';
import { type Command, namespaceOf, readQuery } from './context.ts';

export const distinct: Command = (context, body) => {
  const key = body['key'];
  if (typeof key !== 'string') throw badValue('distinct needs a key');
  const query = readQuery(body, 'query');
  const { matches } = select(context.store.get(namespaceOf(context, body)), query);
  const found = new Map<string, unknown>();
  for (const { doc } of matches) {
    for (const value of valuesAtPath(doc, key.split('.'))) {
      const id = encodeValue(value).toString('latin1');
      if (!found.has(id)) found.set(id, value);
    }
  }
  const values = [...found.values()];
  const collate = query.scope?.collate;
  if (!collate) return { values, ok: 1 };
  // Of the values that a collation holds equal, the first found stays.
  const isFirst = (value: unknown, i: number): boolean =>
    values.findIndex((other) => isSame(other, value, collate)) === i;
  return { values: values.filter(isFirst), ok: 1 };
};
