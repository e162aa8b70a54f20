import type { Page } from 'playwright-core';
import { z } from 'zod';
import { lasting } from './phone-page.ts';

/**
 * What breaks where somebody has set the phone's letters to twice their size, as Android's WebView does it: every letter grows, no box does.
 * Tells what is cut off, what reaches beyond the edge, and what a thumb cannot reach because something lies over it. The page is as before
 * afterwards.
 */
export const largeTextFaults = (page: Page): Promise<string[]> =>
  lasting(async () => z.array(z.string()).parse(await page.evaluate(`(${FAULTS})()`)));

const FAULTS = `async () => {
  const inPicture = (element) => element.closest('svg, .leaflet-container') !== null;
  const elements = [...document.body.querySelectorAll('*')].filter((element) => !inPicture(element));
  const before = elements.map((element) => ({ element, style: element.getAttribute('style') }));
  const sizes = elements.map((element) => {
    const { fontSize, lineHeight } = getComputedStyle(element);
    return { element, font: parseFloat(fontSize) * 2, line: parseFloat(lineHeight) * 2 };
  });
  for (const { element, font, line } of sizes) {
    element.style.setProperty('font-size', font + 'px', 'important');
    if (!Number.isNaN(line)) element.style.setProperty('line-height', line + 'px', 'important');
  }
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await drawn();
  const name = (element) => element.tagName.toLowerCase() + '.' + element.className + ' "' + (element.textContent || element.placeholder || '').slice(0, 40) + '"';
  const isShown = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const shown = elements.filter(isShown);
  const faults = [];
  const beyond = document.documentElement.scrollWidth - innerWidth;
  if (beyond > 0) {
    faults.push(beyond + ' px beyond the edge');
    for (const element of shown) if (element.getBoundingClientRect().right > innerWidth + 1 && element.children.length === 0) faults.push('beyond: ' + name(element));
  }
  const holdsText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  for (const element of shown) {
    const style = getComputedStyle(element);
    const wide = element.scrollWidth - element.clientWidth, high = element.scrollHeight - element.clientHeight;
    const isBox = element.matches('button, a, label > span, input') || (style.overflowX !== 'visible' && style.overflowX !== 'auto');
    if (isBox && element.clientWidth > 1 && (wide > 1 || (high > 1 && !element.matches('input')))) faults.push('cut: ' + name(element) + ' ' + wide + '/' + high);
    if (!holdsText(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const card = element.closest('.mq-card, .mq-bar, .mq-tabs, .mq-notice, .mq-intro');
    const text = range.getBoundingClientRect(), box = card && card.getBoundingClientRect();
    if (box && (text.right > box.right + 1 || text.left < box.left - 1)) faults.push('outside: ' + name(element));
  }
  const at = scrollY;
  for (const element of shown.filter((one) => one.matches('button, a[href], input, textarea, select, summary') && !one.closest('.mq-tabs, .mq-bar'))) {
    const target = element.closest('label') || element;
    target.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = target.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!hit || !(target.contains(hit) || hit.contains(target))) faults.push('covered: ' + name(element) + ' by ' + (hit ? name(hit) : 'nothing'));
  }
  for (const { element, style } of before)
    if (style === null) element.removeAttribute('style');
    else element.style.cssText = style;
  scrollTo({ top: at, behavior: 'instant' });
  await drawn();
  return faults;
}`;
