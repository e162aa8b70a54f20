import { badValue } from '../command-error.ts';
import { encodeValue } from '../index/encode-value.ts';
import { valuesAtPath } from '../query/path.ts';
import { select } from '../query/select.ts';
import { type Command, docField, namespaceOf } from './context.ts';

export const distinct: Command = (context, body) => {
  const key = body['key'];
  if (typeof key !== 'string') throw badValue('distinct needs a key');
  const { matches } = select(context.store, context.store.catalog.get(namespaceOf(context, body)), {
    filter: docField(body, 'query'),
    hint: body['hint'],
  });
  const values = new Map<string, unknown>();
  for (const { doc } of matches) {
    for (const value of valuesAtPath(doc, key.split('.'))) {
      const id = encodeValue(value).toString('latin1');
      if (!values.has(id)) values.set(id, value);
    }
  }
  return { values: [...values.values()], ok: 1 };
};
