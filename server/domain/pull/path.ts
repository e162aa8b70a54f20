/** What lies at a dotted path (`data.items.0.id`) of a JSON value; own properties only, undefined where nothing does. */
export function valueAt(value: unknown, path: string): unknown {
  if (path === '') return value;
  let at: unknown = value;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Object.entries(at).find(([key]) => key === name)?.[1];
  }
  return at;
}

/** Every value of a row that is no object or list, by its path; at most `most`. */
export function leavesOf(row: unknown, most: number): { path: string; value: unknown }[] {
  const leaves: { path: string; value: unknown }[] = [];
  const walk = (value: unknown, path: string): void => {
    if (leaves.length >= most) return;
    if (typeof value !== 'object' || value === null) leaves.push({ path, value });
    else
      for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`);
  };
  walk(row, '');
  return leaves;
}
