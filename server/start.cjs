'use strict';
// Plain old JavaScript, so that a Node too old for the rest can still say so.
const needed = [20, 19];
const found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  process.stderr.write(
    'Mingqin needs Node ' + needed.join('.') + ' or newer; this is ' + process.versions.node + '.\n',
  );
  process.exit(1);
}
require('./start-ts.cjs');
