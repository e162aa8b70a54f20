// @ts-check
'use strict';
// Plain JavaScript: it is what saves a start the loader of TypeScript.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const paths = require('node:path');
const { pathToFileURL } = require('node:url');

/** @import { BuildOptions, OutputFile, Plugin } from 'esbuild' */
/** @typedef {{ inputs: readonly string[], digest: string }} Kept */
/** @typedef {keyof typeof PROGRAMS} ProgramName */

const ROOT = paths.dirname(__dirname);
/** Beside the packages it is made of: who may write here may change them as well. */
const CACHE = paths.join(ROOT, 'node_modules', '.cache', 'mingqin');

/**
 * Own sources as ES modules beside their packages, with maps to the lines that were written.
 * @satisfies {BuildOptions}
 */
const MODULES = /** @type {const} */ ({
  format: 'esm',
  packages: 'external',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  sourcemap: 'linked',
  sourcesContent: false,
});
const PROGRAMS = {
  server: { entry: 'server/main.ts', file: 'main.mjs', options: MODULES },
  store: { entry: 'server/embedded/main.ts', file: 'main.mjs', options: MODULES },
  /** One script with its packages: a thread evaluates it as text. */
  'judge-worker': {
    entry: 'server/cli/judge/worker.ts',
    file: 'worker.js',
    options: /** @type {const} */ ({ format: 'cjs', sourcemap: false }),
  },
};

/**
 * Path of the program as an earlier run has made it of its TypeScript files; null when one of them has changed since. Loading hundreds
 * of files through a loader that transpiles takes seconds at every start.
 * @param {ProgramName} name
 * @returns {string | null}
 */
function readProgram(name, folder = CACHE) {
  try {
    /** @type {Kept} */
    const { inputs, digest } = JSON.parse(fs.readFileSync(paths.join(folder, `${name}.json`), 'utf8'));
    const path = paths.join(placeOf(name, folder, digest), PROGRAMS[name].file);
    return digest === digestOf(inputs) && fs.existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/**
 * Makes the program and keeps it for the next run; `path` is null where it cannot be kept.
 * @param {ProgramName} name
 * @returns {Promise<{ text: string, path: string | null }>}
 */
async function makeProgram(name, folder = CACHE) {
  const { outputFiles, metafile } = await bundle(name, folder);
  const inputs = [...Object.keys(metafile.inputs), 'server/program.cjs'];
  const main = outputFiles.find(({ path }) => paths.basename(path) === PROGRAMS[name].file);
  if (!main) throw new Error(`esbuild wrote no ${PROGRAMS[name].file}`);
  const place = keep(name, folder, { inputs, digest: digestOf(inputs) }, outputFiles);
  return { text: main.text, path: place && paths.join(place, PROGRAMS[name].file) };
}

/**
 * @param {ProgramName} name
 * @param {string} folder
 * @param {string} digest
 */
const placeOf = (name, folder, digest) => paths.join(folder, `${name}-${digest.slice(0, 16)}`);

/**
 * A folder that cannot be written costs only the time of the next run; a reader never sees half a program.
 * @param {ProgramName} name
 * @param {string} folder
 * @param {Kept} kept
 * @param {readonly OutputFile[]} files
 */
function keep(name, folder, kept, files) {
  try {
    const own = paths.join(folder, `new-${process.pid}-${name}`);
    fs.mkdirSync(own, { recursive: true });
    for (const { path: file, contents } of files)
      fs.writeFileSync(paths.join(own, paths.basename(file)), contents);
    const place = placeOf(name, folder, kept.digest);
    // Another start may have kept the same one and run it by now: that stays.
    if (fs.existsSync(paths.join(place, PROGRAMS[name].file))) fs.rmSync(own, { recursive: true });
    else {
      fs.rmSync(place, { recursive: true, force: true });
      fs.renameSync(own, place);
    }
    fs.writeFileSync(`${place}.json`, JSON.stringify(kept));
    fs.renameSync(`${place}.json`, paths.join(folder, `${name}.json`));
    for (const old of fs.readdirSync(folder))
      if (old.startsWith(`${name}-`) && paths.join(folder, old) !== place)
        fs.rmSync(paths.join(folder, old), { recursive: true });
    return place;
  } catch {
    return null;
  }
}

/**
 * @param {ProgramName} name
 * @param {string} folder
 */
async function bundle(name, folder) {
  const { build } = require('esbuild');
  const { entry, file, options } = PROGRAMS[name];
  return await build({
    absWorkingDir: ROOT,
    entryPoints: [{ in: entry, out: file.replace(/\.m?js$/, '') }],
    // As deep as where it will lie: the maps lead from there to the sources.
    outdir: paths.join(folder, name),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    logLevel: 'silent',
    ...options,
    ...(options.format === 'esm' && {
      define: { 'import.meta.url': 'sourceUrl', 'import.meta.dirname': 'sourceFolder' },
      plugins: [whereItWasWritten],
    }),
  });
}

/**
 * A file that looks for others beside itself looks beside its source; plain JavaScript stays where it is.
 * @type {Plugin}
 */
const whereItWasWritten = {
  name: 'where-it-was-written',
  setup: (build) => {
    build.onResolve({ filter: /^\..*\.cjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(paths.join(resolveDir, path)).href,
      external: true,
    }));
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = fs.readFileSync(path, 'utf8');
      if (!/import\.meta\.(url|dirname)/.test(text)) return undefined;
      const url = JSON.stringify(pathToFileURL(path).href);
      const where = `const sourceUrl = ${url}, sourceFolder = ${JSON.stringify(paths.dirname(path))};`;
      return { contents: `${where}${text}`, loader: 'ts' };
    });
  },
};

/**
 * Of the files' names and contents and where they lie, which the program names; throws when one is gone.
 * @param {readonly string[]} inputs
 */
function digestOf(inputs) {
  const hash = createHash('sha256').update(ROOT);
  for (const path of inputs) hash.update(path).update(fs.readFileSync(paths.join(ROOT, path)));
  return hash.digest('hex');
}

/** Makes what a start needs; null where it cannot be kept. */
async function makeForStart() {
  const { path } = await makeProgram('server');
  if (path !== null) await makeProgram('store');
  // Its process would stay as long as this one.
  await require('esbuild').stop();
  return path;
}

module.exports = { readProgram, makeProgram, makeForStart };

if (require.main === module) void buildForStart();

async function buildForStart() {
  if ((await makeForStart()) === null) throw new Error(`nothing can be written in ${CACHE}`);
}
