'use strict';
const { pathToFileURL } = require('node:url');
const path = require('node:path');
const { makeForStart, readProgram } = require('./program.cjs');

start().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

/** Runs the kept program, or makes it; where none can be kept, the sources through tsx. */
async function start() {
  const program = readProgram('server') ?? (await makeForStart());
  if (program === null) {
    // tsx/esm/api by import: its CommonJS build cannot find its own loader.
    const { register } = await import('tsx/esm/api');
    register();
  } else process.setSourceMapsEnabled(true);
  await import(pathToFileURL(program ?? path.join(__dirname, 'main.ts')).href);
}
