import { expect, it } from 'vitest';
import { replyText } from '../../../server/connectors/pull/reply-text.ts';

/** 一号店 in GB 18030. */
const GB = Buffer.from('d2bbbac5b5ea', 'hex');
const UTF8 = Buffer.from('一号店');

it.each([
  ['UTF-8 that says so', UTF8, 'application/json; charset=utf-8'],
  ['UTF-8 that says nothing', UTF8, 'application/json'],
  ['UTF-8 without a type', UTF8, undefined],
  ['GBK that says so', GB, 'application/json;charset="GBK"'],
  ['GB2312 that says so in capitals', GB, 'text/html; Charset = GB2312'],
  ['GB 18030 that says nothing', GB, 'application/json'],
  ['UTF-8 under a name that nobody knows', UTF8, 'application/json; charset=chinese-9'],
])('reads %s', (_what, bytes, type) => {
  expect(replyText(bytes, type)).toBe('一号店');
});
