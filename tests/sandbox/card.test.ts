import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCard, maxCardTags } from '../../server/contract/card-rules.ts';
import { buildButton, buildCard, buildElements, buildFields, buildForm } from './cards.ts';

const fault = (elements: unknown[]) => checkCard(buildCard('t', elements));

describe('card 2.0', () => {
  it('accepts a card with markdown, columns, buttons and a form', () => {
    expect(checkCard(buildCard())).toBeNull();
  });

  it('names the path of an unknown property', () => {
    expect(fault([{ tag: 'markdown', content: 'x', colour: 'red' }])).toMatchObject({
      code: 200621,
      reason: 'unknown property: colour',
      path: 'ROOT -> body -> elements -> [0](tag: markdown)',
    });
  });

  it('refuses the action wrapper of card 1.0', () => {
    expect(fault([{ tag: 'action', actions: [] }])).toMatchObject({ code: 200861 });
  });

  it('refuses cards that are not shared or not 2.0', () => {
    expect(checkCard({ ...buildCard(), config: { update_multi: false } })).not.toBeNull();
    expect(checkCard({ ...buildCard(), schema: '1.0' })).not.toBeNull();
  });

  it('refuses a callback value that is not an object', () => {
    const button = { ...buildButton('x', {}), behaviors: [{ type: 'callback', value: 'text' }] };
    expect(fault([button])?.path).toContain('behaviors');
  });

  it('refuses a form below the root, and one without its submit button', () => {
    const inColumn = { tag: 'column_set', columns: [{ tag: 'column', elements: [buildForm()] }] };
    expect(fault([inColumn])?.reason).toContain('card root');
    expect(fault([buildForm(buildFields().slice(0, 3))])?.reason).toContain('exactly one submit');
    expect(
      fault([
        buildForm([...buildFields(), { ...buildButton('y', {}), name: 'y', form_action_type: 'submit' }]),
      ])?.reason,
    ).toContain('exactly one submit');
  });

  it('refuses a nameless field in a form and a repeated name', () => {
    const nameless = { tag: 'input', label: { tag: 'plain_text', content: 'x' } };
    expect(fault([buildForm([nameless, ...buildFields()])])).toMatchObject({ code: 200530 });
    expect(fault([buildForm([{ tag: 'input', name: 'note' }, ...buildFields()])])?.reason).toBe(
      'name repeats: note',
    );
  });

  it('refuses repeated option values and an image without alt', () => {
    const option = { text: { tag: 'plain_text', content: 'x' }, value: 'same' };
    expect(fault([{ tag: 'select_static', name: 's', options: [option, option] }])?.reason).toContain(
      'repeat',
    );
    expect(fault([{ tag: 'img', img_key: 'img_v3_x' }])?.path).toContain('alt');
  });

  it('refuses tables and charts where the platform does', () => {
    const table = { tag: 'table', columns: [{ name: 'a', data_type: 'text' }], rows: [] };
    expect(fault(Array.from({ length: 5 }, () => table))).toBeNull();
    expect(fault(Array.from({ length: 6 }, () => table))).toMatchObject({ code: 11310 });
    const chart = { tag: 'chart', chart_spec: { type: 'bar' } };
    expect(fault([buildForm([chart, ...buildFields()])])?.reason).toContain('chart');
  });

  it('counts every tagged object towards the limit', () => {
    const lines = (count: number) => Array.from({ length: count }, () => ({ tag: 'hr' }));
    expect(fault(lines(maxCardTags - 3))).toBeNull();
    expect(fault(lines(maxCardTags - 2))).toMatchObject({ code: 11310 });
  });

  it('answers any JSON with a verdict instead of throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(checkCard(json)).not.toBeNull();
        expect(() => checkCard(buildCard('t', [...buildElements(), json]))).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});
