import { fillCollation, readCollation } from '../query/scope.ts';
import { type Doc, firstField, isDoc } from '../wire/bson.ts';
import { type CommandContext, docList } from './context.ts';

/** The collation that a collection or an index is made with, checked, as it is kept and shown. */
export function ownCollation(options: Doc): { collation?: Doc } {
  readCollation(options['collation']);
  const collation = fillCollation(options['collation']);
  return collation ? { collation } : {};
}

const COLLATED = 'find count distinct aggregate findAndModify findandmodify'.split(' ');
const LISTS = new Map(Object.entries({ update: 'updates', delete: 'deletes', createIndexes: 'indexes' }));

/** The command with the collation of its collection wherever it brings none. */
export function withOwnCollation(context: CommandContext, body: Doc): Doc {
  const name = firstField(body);
  const { explain: inner } = body;
  if (name === 'explain' && isDoc(inner)) return { ...body, explain: withOwnCollation(context, inner) };
  const { collation } = context.store.get(`${context.database}.${String(body[name])}`)?.options ?? {};
  if (collation === undefined) return body;
  const fill = (holder: Doc): Doc => ({ ...holder, collation: holder['collation'] ?? collation });
  const list = LISTS.get(name);
  if (list !== undefined) return { ...body, [list]: docList(body, list).map(fill) };
  return COLLATED.includes(name) ? fill(body) : body;
}
