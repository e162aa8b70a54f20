import { join } from 'node:path';

let built: Promise<Uint8Array> | undefined;

/** `verify.mjs`: the verifier and the detectors of this version in one file that needs nothing but Node 20. */
export function buildVerifier(): Promise<Uint8Array> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<Uint8Array> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'verifier/main.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    charset: 'utf8',
    legalComments: 'inline',
    minifySyntax: true,
    minifyWhitespace: true,
    banner: {
      js: "import { createRequire as __require } from 'node:module'; const require = __require(import.meta.url);",
    },
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote no file');
  return file.contents;
}
