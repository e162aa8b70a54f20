import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LetterKindSchema } from '../../server/contract/sanction.ts';
import { writeLetter } from '../../server/domain/sanction/letter.ts';
import { loadFont } from '../../server/papers/font.ts';
import { renderLetter } from '../../server/papers/letter-pdf.ts';
import { breakLines } from '../../server/papers/lines.ts';
import { letterWords } from './letter-example.ts';

const madeAt = new Date('2026-11-26T02:00:00Z');
const head = { no: 'L-261126-0001', day: '2026年11月26日' };
/** Set to look at the letters. */
const out = process.env['LETTERS_OUT'];

describe('a letter as PDF', () => {
  it.each(LetterKindSchema.options)('is a whole document with its own font: %s', async (kind) => {
    const content = writeLetter(kind, letterWords, head);
    const pdf = Buffer.from(await renderLetter(content, madeAt));
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-1.')).toBe(true);
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(text).toContain('NotoSansSC');
    expect(text).toContain('/FontFile2');
    expect(pdf.byteLength).toBeLessThan(400_000);
    if (out !== undefined) {
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, `${kind}.pdf`), pdf);
    }
  });

  it('is the same bytes for the same facts', async () => {
    const content = writeLetter('demand', letterWords, head);
    const [one, two] = await Promise.all([renderLetter(content, madeAt), renderLetter(content, madeAt)]);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  });

  it('is made of whatever was typed: new lines, tabs and what cannot be seen', async () => {
    const reason = '第一段。\n\n第二段：\t与说明\u200b不一致。\r\n\ufeff第三段\u2028完\ufe0f';
    const company = `${'华东零售连锁经营管理'.repeat(6)}有限公司`;
    const content = writeLetter('decision', { ...letterWords, reason, company }, head);
    expect(Buffer.from(await renderLetter(content, madeAt)).toString('latin1')).toContain('/FontFile2');
    const font = await loadFont(reason, 400);
    for (const char of '\n\t\u200b\ufeff\u2028\ufe0f') {
      expect(font.shown(char)).toBe('');
      expect(font.parts.map(({ name }) => name)).toContain(font.partOf(char));
    }
  });

  it('has a glyph for every character, rare names too, and a box for what no font has', async () => {
    const font = await loadFont('张喆堃玥骉Abc１，😀\u{2a6d6}', 400);
    for (const char of '张喆堃玥骉Abc１，') expect(font.shown(char)).toBe(char);
    expect(font.shown('\u{e000}')).toBe('□');
    const names = new Set(font.parts.map(({ name }) => name));
    for (const char of '张喆A\u{e000}') expect(names).toContain(font.partOf(char));
  });
});

describe('lines', () => {
  const lines = (text: string, width: number) => breakLines(text, width, () => 1);

  it('begin with no closing mark and end with no opening one', () => {
    expect(lines('一二三四，五六', 4)).toEqual(['一二三', '四，五六']);
    expect(lines('一二三（四五）', 4)).toEqual(['一二三', '（四五）']);
    expect(lines('一二三四”，五', 4)).toEqual(['一二三', '四”，五']);
  });

  it('keep Latin words and numbers whole and lose nothing', () => {
    expect(lines('编号EA123456789CN送达', 14)).toEqual(
      ['编号', 'EA123456789CN', '送达'].slice(0, 1).concat(['EA123456789CN送', '达']),
    );
    expect(lines('停留 10:00-11:10，完', 14)).toEqual(['停留 ', '10:00-11:10，完']);
    expect(lines('一二三四五六七八96%的', 10)).toEqual(['一二三四五六七八', '96%的']);
    expect(lines('一二三，于2026年10月8日确认', 10)).toEqual(['一二三，于', '2026年10月8日', '确认']);
    const text = '公司现正式提出：请您（张某）在 2026年12月28日 前终止与上述单位的劳动关系，并提交证明。';
    for (let width = 3; width < 40; width += 1) expect(lines(text, width).join('')).toBe(text);
  });
});
