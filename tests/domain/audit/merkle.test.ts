import { createHash } from 'node:crypto';
import { assert, integer, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafNode, pathOf, rootOf, rootThrough } from '../../../server/domain/audit/merkle.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const leaves = (size: number): string[] =>
  Array.from({ length: size }, (_, at) => leafNode(`link ${at}`, sha256));
const BLOCK = 8;

describe('the tree over the audit links', () => {
  it('proves every leaf of every size, and no other leaf by the same path', () => {
    for (let size = 1; size <= 33; size += 1) {
      const nodes = leaves(size);
      const root = rootOf(nodes, sha256);
      for (const [index, node] of nodes.entries()) {
        const path = pathOf(nodes, index, sha256);
        expect(rootThrough(path, { node, index, size }, sha256)).toBe(root);
        const others = [...nodes.keys()].filter((other) => other !== index);
        for (const other of others)
          expect(rootThrough(path, { node, index: other, size }, sha256)).not.toBe(root);
        expect(rootThrough(path.slice(1), { node, index, size }, sha256) === root).toBe(size === 1);
      }
    }
  });

  it('has the same root and paths when whole blocks are kept as nodes', () => {
    assert(
      property(integer({ min: 1, max: 200 }), nat(), (size, pick) => {
        const nodes = leaves(size);
        const blocks = Array.from({ length: Math.ceil(size / BLOCK) }, (_, at) =>
          nodes.slice(at * BLOCK, (at + 1) * BLOCK),
        );
        const roots = blocks.map((block) => rootOf(block, sha256));
        expect(rootOf(roots, sha256)).toBe(rootOf(nodes, sha256));
        const index = pick % size;
        const block = Math.floor(index / BLOCK);
        const path = [...pathOf(blocks[block] ?? [], index % BLOCK, sha256), ...pathOf(roots, block, sha256)];
        expect(path).toEqual(pathOf(nodes, index, sha256));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses places outside the tree', () => {
    const nodes = leaves(5);
    const path = pathOf(nodes, 4, sha256);
    const node = nodes[4] ?? '';
    expect(rootThrough(path, { node, index: 5, size: 5 }, sha256)).toBeNull();
    expect(rootThrough(path, { node, index: -1, size: 5 }, sha256)).toBeNull();
    expect(rootThrough([...path, node], { node, index: 4, size: 5 }, sha256)).toBeNull();
  });
});
