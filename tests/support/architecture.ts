import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';

/** Who may import whom: our rooms by name, outside packages by their first words. Own files are always allowed. */
type Rule = Readonly<{ rooms: readonly string[]; packages: readonly string[] }>;

const PURE = ['zod', 'dayjs', '@turf/', 'gcoord', 'flatbush', 'chinese-days'];
const NODE = ['node:'];
const SERVER_ROOMS = [
  'metrics',
  'contract',
  'domain',
  'errors',
  'store',
  'feishu',
  'connectors',
  'papers',
  'flow',
  'http',
  'jobs',
];

export const ROOMS: Readonly<Record<string, Rule>> = {
  contract: { rooms: [], packages: ['zod'] },
  errors: { rooms: ['contract'], packages: [] },
  metrics: { rooms: [], packages: ['prom-client'] },
  program: { rooms: [], packages: ['esbuild', ...NODE] },
  domain: { rooms: ['contract'], packages: PURE },
  store: {
    rooms: ['domain', 'contract', 'errors', 'metrics'],
    packages: ['dataloader', 'mongoose', 'mongodb', ...NODE],
  },
  feishu: {
    rooms: ['domain', 'contract', 'errors', 'metrics'],
    packages: ['@larksuiteoapi/node-sdk', 'axios', 'koa', 'zod', ...NODE],
  },
  connectors: { rooms: ['domain', 'contract', 'errors'], packages: ['zod', 'fflate', ...NODE] },
  papers: {
    rooms: ['domain', 'contract', 'errors'],
    packages: ['pdfkit', 'subset-font', 'fflate', 'esbuild', 'zod', ...NODE],
  },
  flow: {
    rooms: ['domain', 'contract', 'store', 'feishu', 'connectors', 'papers', 'errors', 'metrics'],
    packages: ['zod', 'sharp', 'file-type', 'json-rules-engine', '@turf/', ...NODE],
  },
  http: {
    rooms: ['flow', 'domain', 'contract', 'feishu', 'store', 'errors', 'metrics'],
    packages: ['koa', '@koa/', 'koa-', 'helmet', 'multer', 'zod', 'pino', 'rate-limiter-flexible', ...NODE],
  },
  jobs: {
    rooms: ['flow', 'contract', 'errors', 'metrics'],
    packages: ['agenda', '@agendajs/', 'mongodb', 'pino', ...NODE],
  },
  cli: {
    rooms: [...SERVER_ROOMS, 'embedded', 'config', 'demo', 'program'],
    packages: ['zod', 'mongoose', 'mongodb', 'bson', 'uuid', 'esbuild', ...NODE],
  },
  demo: { rooms: ['flow', 'store', 'domain', 'contract', 'errors'], packages: ['zod', ...NODE] },
  embedded: { rooms: ['contract'], packages: ['bson', 'mingo', 'lmdb', ...NODE] },
  sandbox: { rooms: ['contract'], packages: ['lmdb', 'zod', 'file-type', ...NODE] },
  config: { rooms: ['errors'], packages: ['zod', ...NODE] },
  app: {
    rooms: ['http', 'flow', 'feishu', 'errors', 'contract'],
    packages: ['koa', '@koa/', 'koa-', 'pino', ...NODE],
  },
  main: {
    rooms: [...SERVER_ROOMS, 'app', 'config', 'demo', 'embedded', 'sandbox', 'program'],
    packages: ['mongoose', 'pino', 'vite', 'zod', ...NODE],
  },
  journey: {
    rooms: [...SERVER_ROOMS, 'app', 'config', 'demo', 'embedded', 'sandbox', 'main'],
    packages: ['mongoose', 'playwright-core', 'uuid', 'zod', ...NODE],
  },
  miniapp: {
    rooms: ['contract'],
    packages: [
      'react',
      'react-dom',
      'antd-mobile',
      'antd-mobile-icons',
      'idb',
      'fake-indexeddb',
      'leaflet',
      'uplot',
      'gcoord',
      'qr',
      'uuid',
      'vite',
      '@vitejs/',
      'zod',
    ],
  },
};

/** Rooms whose runtime code may never be loaded in production: only main, journey (and cli for embedded) may name them. */
const DEMO_ONLY = ['sandbox', 'demo'];

/** Room of a path from the project's top, or null when no room is named for it. */
export function roomOf(path: string): string | null {
  if (path.startsWith('miniapp/')) return 'miniapp';
  const [, second, third] = /^server\/([^/]+)(\/.+)?$/.exec(path) ?? [];
  if (second === undefined) return null;
  const room = third === undefined ? second.replace(/\.(ts|cjs)$/, '') : second;
  if (room === 'start' || (room.startsWith('main') && third === undefined)) return 'main';
  return Object.hasOwn(ROOMS, room) ? room : null;
}

/** Every breach of the import table and of domain's purity in one file, as sentences. */
export function findBreaches(path: string, source: string): string[] {
  const room = roomOf(path);
  if (room === null) return [`${path} lives in no named room`];
  const rule = ROOMS[room];
  if (rule === undefined) return [`${path}: no rule for room ${room}`];
  const nodes = listNodes(parse(path, source));
  const breaches = nodes
    .flatMap((node) => importOf(node))
    .flatMap((target) => judgeImport(path, room, rule, target));
  return room === 'domain' ? [...breaches, ...nodes.flatMap((node) => judgePurity(path, node))] : breaches;
}

/** What a file loads, as it is written there; a computed import is `<computed>`. Type imports count too. */
export function listImports(path: string, source: string): string[] {
  return listNodes(parse(path, source)).flatMap((node) => importOf(node));
}

type Node = Readonly<{ type: string } & Record<string, unknown>>;

function parse(path: string, source: string): Node {
  const result = parseSync(path, source, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  if (result.errors.length > 0) throw new Error(`${path}: ${result.errors[0]?.message ?? 'does not parse'}`);
  const program: unknown = result.program;
  if (!isNode(program)) throw new Error(`${path}: no program`);
  return program;
}

function listNodes(root: unknown, found: Node[] = []): Node[] {
  if (Array.isArray(root)) for (const item of root) listNodes(item, found);
  else if (isNode(root)) {
    found.push(root);
    for (const value of Object.values(root)) if (typeof value === 'object') listNodes(value, found);
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function importOf(node: Node): string[] {
  const kinds = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];
  if (!kinds.includes(node.type) || !isNode(node['source'])) return [];
  const value = node['source']['value'];
  return [typeof value === 'string' ? value : '<computed>'];
}

function judgeImport(path: string, room: string, rule: Rule, target: string): string[] {
  if (!target.startsWith('.')) {
    const allowed = rule.packages.some(
      (name) =>
        target === name ||
        target.startsWith(name.endsWith(':') || name.endsWith('/') || name.endsWith('-') ? name : `${name}/`),
    );
    return allowed ? [] : [`${path}: ${room} may not import package ${target}`];
  }
  const other = roomOf(normalize(join(dirname(path), target)).replaceAll('\\', '/'));
  if (other === null) return [`${path}: ${target} lives in no named room`];
  if (DEMO_ONLY.includes(other) && other !== room && !['main', 'cli', 'journey'].includes(room)) {
    return [`${path}: ${other} is for the demo only`];
  }
  return other === room || rule.rooms.includes(other) ? [] : [`${path}: ${room} may not import ${other}`];
}

const IMPURE_NAMES = new Set([
  'process',
  'fetch',
  'crypto',
  'performance',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Promise',
  'globalThis',
]);

function judgePurity(path: string, node: Node): string[] {
  if (node.type === 'AwaitExpression' || node['async'] === true) return [`${path}: domain is synchronous`];
  if (node.type === 'ImportExpression') return [`${path}: domain loads nothing at run time`];
  if (node.type === 'MemberExpression' && isNode(node['object']) && isNode(node['property'])) {
    const name = `${String(node['object']['name'])}.${String(node['property']['name'])}`;
    if (name === 'Date.now' || name === 'Math.random') return [`${path}: domain may not call ${name}`];
  }
  const isBareCall =
    ['NewExpression', 'CallExpression'].includes(node.type) &&
    Array.isArray(node['arguments']) &&
    node['arguments'].length === 0;
  if (isBareCall && isNode(node['callee']) && ['Date', 'dayjs'].includes(String(node['callee']['name']))) {
    return [`${path}: domain has no clock; pass the instant`];
  }
  if (node.type === 'Identifier' && IMPURE_NAMES.has(String(node['name'])))
    return [`${path}: domain may not use ${String(node['name'])}`];
  return [];
}
