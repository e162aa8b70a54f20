import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Raw } from './router.ts';
import type { Route } from './router.ts';

const folder = join(import.meta.dirname, 'page');
/** Later sheets override earlier ones. */
const sheets = [
  'base',
  'frame',
  'side',
  'chat',
  'card',
  'tones',
  'form',
  'widgets',
  'phone',
  'tools',
  'narrow',
];

/** The page's own script modules, and its style sheets as one. */
export function assetRoutes(): Route[] {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const css = sheets.map((name) => readFileSync(join(folder, `${name}.css`), 'utf8')).join('\n');
  return [
    assetRoute('page.css', 'text/css', css),
    ...scripts.map((name) => assetRoute(name, 'text/javascript', readFileSync(join(folder, name), 'utf8'))),
  ];
}

function assetRoute(name: string, type: string, body: string): Route {
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  };
  const handle = (): Raw => new Raw({ status: 200, headers, body });
  return { method: 'GET', path: `/sandbox/${name}`, auth: 'none', handle };
}
