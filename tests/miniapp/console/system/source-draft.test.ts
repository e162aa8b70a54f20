import { expect, it } from 'vitest';
import { mappableFields } from '../../../../server/connectors/pull/mapped-row.ts';
import { bodyOf, lacksSecret, newDraft, takenFrom } from '../../../../miniapp/console/system/source-draft.ts';

const blank = newDraft(mappableFields());
const kept = { ...blank, url: 'https://crm.example.com/visits' };

it('asks for a secret wherever one is sent and none is kept for that address', () => {
  expect(lacksSecret(blank, undefined)).toBe(true);
  expect(lacksSecret({ ...blank, secret: '   ' }, undefined)).toBe(true);
  expect(lacksSecret({ ...blank, secret: 'crm' }, undefined)).toBe(false);
  expect(lacksSecret({ ...blank, auth: 'none' }, undefined)).toBe(false);
});

it('keeps the secret of a source for the same sign-in at the same server, and for no other', () => {
  expect(lacksSecret({ ...kept, url: 'https://crm.example.com/orders' }, kept)).toBe(false);
  expect(lacksSecret({ ...kept, url: 'https://elsewhere.example/visits' }, kept)).toBe(true);
  expect(lacksSecret({ ...kept, auth: 'basic', who: 'u' }, kept)).toBe(true);
  const token = { ...kept, auth: 'oauth2' as const, tokenUrl: 'https://id.example.com/token' };
  expect(lacksSecret(token, token)).toBe(false);
  expect(lacksSecret({ ...token, tokenUrl: 'https://other.example/token' }, token)).toBe(true);
});

it('proposes a whole list for a table, and for an API only where somebody says so and it can be', () => {
  expect(bodyOf(kept).isWhole).toBeUndefined();
  expect(takenFrom(kept, 'feishu').isWhole).toBe(true);
  expect(takenFrom({ ...kept, auth: 'feishu', isWhole: true }, 'bearer').isWhole).toBe(false);
  expect(bodyOf({ ...kept, isWhole: true }).isWhole).toBe(true);
  expect(bodyOf({ ...kept, isWhole: true, url: `${kept.url}?after={since}` }).isWhole).toBeUndefined();
});

it('sends the mark of void rows as it is written, half of one too', () => {
  const mark = { voidFrom: ' status ', voidValues: 'cancelled；deleted; ' };
  expect(bodyOf({ ...kept, ...mark }).voidWhen).toEqual({ from: 'status', values: ['cancelled', 'deleted'] });
  expect(bodyOf({ ...kept, voidValues: 'x' }).voidWhen).toEqual({ from: '', values: ['x'] });
  expect(bodyOf(kept).voidWhen).toBeUndefined();
});
