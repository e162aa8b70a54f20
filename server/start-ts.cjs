'use strict';
const { pathToFileURL } = require('node:url');
const { join } = require('node:path');

require('tsx/esm/api').register();
import(pathToFileURL(join(__dirname, 'main.ts')).href).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
