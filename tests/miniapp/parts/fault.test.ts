import { expect, it } from 'vitest';
import { ApiError } from '../../../miniapp/api.ts';
import { describeFault } from '../../../miniapp/parts/fault.ts';
import { en } from '../../../miniapp/texts/en.ts';
import { zh } from '../../../miniapp/texts/zh.ts';

const refusal = (field: string) =>
  new ApiError(400, 'invalid_input', {
    fields: [{ field, reason: 'allowed: a whole JPEG, PNG or WebP picture' }],
  });

it('says in the language of the reader that a file cannot be taken, and what to send instead', () => {
  for (const field of ['file', 'photo']) {
    expect(describeFault(refusal(field), zh)).toContain('请用 JPG、PNG、WebP 图片或 PDF');
    expect(describeFault(refusal(field), en)).toContain('Use a JPG, PNG or WebP picture or a PDF');
  }
  expect(describeFault(new ApiError(413, 'too_large'), zh)).toContain('文件太大');
});

it('says why this person may not do something, and that they may not see something', () => {
  const said = '不能处理关于自己的案件。';
  expect(describeFault(new ApiError(403, 'forbidden', { said }), zh)).toBe(said);
  const part = new ApiError(403, 'forbidden', { said: 'this belongs to another region' });
  expect(describeFault(part, en)).toBe('This belongs to another region');
  expect(describeFault(new ApiError(403, 'forbidden', { message: 'x' }), zh)).toContain('没有权限查看');
});

it('says what the server says where it has no words of its own, and the code where nothing is said', () => {
  const said = '这份申请已经提交过，内容不同。';
  expect(describeFault(new ApiError(409, 'request_conflict', { said }), zh)).toBe(said);
  expect(describeFault(new ApiError(409, 'of_a_later_version', { said: 'not now' }), en)).toBe('Not now');
  expect(describeFault(new ApiError(409, 'request_conflict'), zh)).toBe('出错了（request_conflict）');
});

it('shows the faults of other fields as they came', () => {
  expect(describeFault(refusal('text'), zh)).toContain('text: allowed');
});

it('names a field as the form does, where the form says how', () => {
  const error = new ApiError(400, 'invalid_input', {
    fields: [
      { field: 'heldDay', reason: '须为日期' },
      { field: 'detectors.3', reason: '没有这条规则' },
      { field: 'other', reason: '必填' },
    ],
  });
  const names = { heldDay: '评估日期', detectors: '覆盖的规则' };
  expect(describeFault(error, zh, names)).toBe('评估日期: 须为日期; 覆盖的规则: 没有这条规则; other: 必填');
});
