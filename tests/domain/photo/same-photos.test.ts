import { describe, expect, it } from 'vitest';
import { matchPhotos, type PhotoMark } from '../../../server/domain/photo/same-photos.ts';

const mark = (punchId: string, hash: string, likeness?: string): PhotoMark => ({
  personId: 'zhang',
  punchId,
  hash,
  ...(likeness !== undefined && { likeness }),
});

describe('photos that are the same picture', () => {
  it('carry the hash of the earliest, whether their bytes or their looks agree', () => {
    const own = [
      mark('p1', 'h1', 'ff00ff00ff00ff00'),
      mark('p2', 'h2', 'ff00ff00ff00ff01'),
      mark('p3', 'h1'),
      mark('p4', 'h4', '00ff00ff00ff00ff'),
    ];
    expect([...matchPhotos(own, []).hashes]).toEqual([
      ['p1', 'h1'],
      ['p2', 'h1'],
      ['p3', 'h1'],
      ['p4', 'h4'],
    ]);
  });

  it('are found with others; two pictures without a likeness are the same by their bytes alone', () => {
    const own = [mark('p1', 'h1', 'ff00ff00ff00ff00'), mark('p2', 'h2')];
    const others = [
      { ...mark('q1', 'x1', 'ff00ff00ff00ff07'), personId: 'li' },
      { ...mark('q2', 'x2', 'ff00ff00ff00ff0f'), personId: 'wu' },
      { ...mark('q3', 'h2'), personId: 'ma' },
      { ...mark('q4', 'x4'), personId: 'he' },
    ];
    expect(matchPhotos(own, others).twins).toEqual([
      { personId: 'li', hash: 'h1' },
      { personId: 'ma', hash: 'h2' },
    ]);
  });
});
