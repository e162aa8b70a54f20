import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { CaseSteps } from '../../../miniapp/parts/case-steps.tsx';
import { LanguageProvider } from '../../../miniapp/texts/language.tsx';
import { buildCase } from '../console/build-case.ts';

// What a browser has, for the language.
vi.stubGlobal('location', { search: '?lang=zh' });

it('tells what was carried out before its appeal in that order, and that it was taken back', () => {
  const view = buildCase({
    state: 'closed',
    execution: { at: '2026-12-04T01:05:00Z', penalty: 'warning', revokedAt: '2026-12-05T01:13:00Z' },
    appeal: {
      at: '2026-12-04T02:00:00Z',
      text: '请改为谈话',
      decision: { at: '2026-12-05T01:13:00Z', result: 'overturned', reason: '证据不足', by: '韩梅' },
    },
  });
  const page = renderToStaticMarkup(
    createElement(LanguageProvider, { children: createElement(CaseSteps, { view }) }),
  );
  expect(page.indexOf('已执行')).toBeLessThan(page.indexOf('您的申诉'));
  expect(page).toMatch(/已于 .+ 撤销/);
});
