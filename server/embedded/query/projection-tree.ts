import { CommandError } from '../command-error.ts';
import { type Doc, isDoc, setField } from '../wire/bson.ts';

/** The paths of a projection as a tree; `true` ends one. */
export type PathTree = Map<string, PathTree | true>;

export function addPath(tree: PathTree, path: string): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let node = tree;
  for (const part of parts) {
    const next = node.get(part) ?? new Map<string, PathTree | true>();
    if (next === true) throw new CommandError(31249, `Path collision at ${path}`);
    node.set(part, next);
    node = next;
  }
  if (node.get(last) instanceof Map) throw new CommandError(31250, `Path collision at ${path}`);
  node.set(last, true);
}

export function includeDoc(doc: Doc, tree: PathTree): Doc {
  const out: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const node = tree.get(name);
    if (node === true) setField(out, name, value);
    else if (node) {
      const kept = includeValue(value, node);
      if (kept !== undefined) setField(out, name, kept);
    }
  }
  return out;
}

function includeValue(value: unknown, node: PathTree): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => includeValue(item, node)).filter((item) => item !== undefined);
  return isDoc(value) ? includeDoc(value, node) : undefined;
}

export function excludeDoc(doc: Doc, tree: PathTree): Doc {
  const out: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const node = tree.get(name);
    if (node === undefined) setField(out, name, value);
    else if (node !== true) setField(out, name, excludeValue(value, node));
  }
  return out;
}

function excludeValue(value: unknown, node: PathTree): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => excludeValue(item, node));
  return isDoc(value) ? excludeDoc(value, node) : value;
}
