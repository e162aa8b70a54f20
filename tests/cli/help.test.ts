import { expect, it } from 'vitest';
import { answerHelp } from '../../server/cli/help.ts';

it('gives the usage as the result to whoever asks for it, and keeps out of the way of others', () => {
  const said: string[] = [];
  const ask = (...args: string[]) => answerHelp(args, 'usage: x', (text) => said.push(text));
  expect([ask('--help'), ask('--file', 'a', '-h'), ask('--file', 'help'), ask()]).toEqual([0, 0, null, null]);
  expect(said).toEqual(['usage: x\n', 'usage: x\n']);
});
