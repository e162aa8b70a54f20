import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../miniapp/texts/en.ts';
import { zh } from '../../miniapp/texts/zh.ts';
import { deskRefusals } from '../../server/contract/texts/refusals-desk.ts';

const flows = join(import.meta.dirname, '../../server/flow');
/** Told where the doing happens, in words of the place: on the phone, or to a machine. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'case_missing',
  'notice_outdated',
  'policy_changed',
  'visit_declined',
]);

it('says every refusal of a flow in both languages instead of its code', () => {
  const files = readdirSync(flows, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const codes = files.flatMap((name) =>
    [...readFileSync(join(flows, name), 'utf8').matchAll(/(?:conflict|forbidden)\(\s*'([a-z_]+)'/g)].map(
      ([, code = '']) => code,
    ),
  );
  const unsaid = [...new Set(codes)].filter(
    (code) =>
      !ELSEWHERE.has(code) &&
      !(code in zh.fault && code in en.fault) &&
      !(code in deskRefusals.zh && code in deskRefusals.en),
  );
  expect(codes.length).toBeGreaterThan(50);
  expect(unsaid).toEqual([]);
});
