'use strict';
const { pathToFileURL } = require('node:url');
const path = require('node:path');

// tsx/esm/api by import: its CommonJS build cannot find its own loader.
import('tsx/esm/api')
  .then(({ register }) => {
    register();
    return import(pathToFileURL(path.join(__dirname, 'main.ts')).href);
  })
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
