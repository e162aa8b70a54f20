import type { Rolldown } from 'vite';

type Graph = Rolldown.ChunkingContext;

/**
 * What the phone's first screen shares with other pages becomes one file in place of many: a browser asks for six at a time, and on a
 * poor signal each round costs half a second. The phone's own code stays in its entry.
 */
export function groupFirstScreen(entry: string): Rolldown.CodeSplittingGroup {
  const known = new Map<string, boolean>([[entry, true]]);
  const isNeeded = (id: string, graph: Graph): boolean => {
    const found = known.get(id);
    if (found !== undefined) return found;
    // A module on the way back to itself is no way to the entry.
    known.set(id, false);
    const needed = (graph.getModuleInfo(id)?.importers ?? []).some((importer) => isNeeded(importer, graph));
    known.set(id, needed);
    return needed;
  };
  const folder = entry.slice(0, entry.lastIndexOf('/') + 1);
  const isOwn = (id: string, graph: Graph): boolean =>
    id.startsWith(folder) &&
    (id === entry ||
      (graph.getModuleInfo(id)?.importers ?? []).every((importer) => importer.startsWith(folder)));
  return {
    debugName: 'first screen',
    name: (id, graph) => (!isOwn(id, graph) && isNeeded(id, graph) ? 'first' : null),
  };
}
