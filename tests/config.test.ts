import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeEnv, readConfig } from '../server/config.ts';

const production = {
  MODE: 'production',
  PUBLIC_URL: 'https://mingqin.example.com/',
  SECRET_KEY: 'k'.repeat(32),
  FEISHU_APP_ID: 'cli_0123456789abcdef',
  FEISHU_APP_SECRET: 'secret-secret',
  FEISHU_ENCRYPT_KEY: 'encrypt-key',
  FEISHU_VERIFICATION_TOKEN: 'verification',
  FEISHU_TENANT_KEY: 'tenant',
  APPROVAL_CODE_DECISION: 'A',
  APPROVAL_CODE_DECLARATION: 'B',
};

function faultsOf(env: Record<string, string | undefined>): string[] {
  const read = readConfig(env);
  return 'faults' in read ? read.faults : [];
}

function configOf(env: Record<string, string>) {
  const read = readConfig(env);
  if ('faults' in read || read.config.mode !== 'production') throw new Error('no production');
  return read.config;
}

describe('configuration', () => {
  it('needs nothing for the demo, which listens on loopback and keeps its own store', () => {
    const read = readConfig({ HOST: '0.0.0.0' });
    expect(read).toMatchObject({
      config: { mode: 'demo', host: '127.0.0.1', port: 3000, store: { kind: 'embedded' } },
    });
  });

  it('uses MONGODB_URI in the demo when it is set', () => {
    expect(readConfig({ MONGODB_URI: 'mongodb://db/x' })).toMatchObject({
      config: { store: { kind: 'mongodb', uri: 'mongodb://db/x' } },
    });
  });

  it('lists every missing setting of production at once', () => {
    const faults = faultsOf({ MODE: 'production' });
    for (const name of Object.keys(production).slice(1))
      expect(faults.join('\n')).toContain(`${name}: needed`);
    expect(faults.join('\n')).toContain('MONGODB_URI');
  });

  it('lists what is wrong and what is missing together, each once', () => {
    const faults = faultsOf({
      MODE: 'production',
      SECRET_KEY: 'short',
      PORT: 'abc',
      PUBLIC_URL: 'http://x.example',
    });
    expect(faults).toContain('SECRET_KEY: needs at least 32 characters');
    expect(faults).toContain('PORT: must be a number from 0 to 65535');
    expect(faults).toContain('PUBLIC_URL: must be https in production');
    expect(faults).toContain('FEISHU_TENANT_KEY: needed when MODE=production');
    expect(faults.filter((fault) => fault.startsWith('SECRET_KEY'))).toHaveLength(1);
    expect(faultsOf({ MODE: 'perhaps' })).toHaveLength(1);
  });

  it('takes the key before as long as it is another one', () => {
    const read = (SECRET_KEY_BEFORE: string) => ({ ...production, STORE: 'embedded', SECRET_KEY_BEFORE });
    expect(readConfig(read('b'.repeat(32)))).toMatchObject({ config: { secretKeyBefore: 'b'.repeat(32) } });
    expect(faultsOf(read('k'.repeat(32)))).toEqual(['SECRET_KEY_BEFORE: must be another than SECRET_KEY']);
  });

  it('never falls back to the embedded store where mongodb was said', () => {
    expect(faultsOf({ STORE: 'mongodb' })).toEqual(['MONGODB_URI: needed when STORE=mongodb']);
  });

  it('never goes on with the embedded store where a MongoDB was said as well', () => {
    const both = { STORE: 'embedded', MONGODB_URI: 'mongodb://db/x' };
    const fault =
      'STORE=embedded, MONGODB_URI: only one of them: remove STORE to use MongoDB, or MONGODB_URI';
    expect(faultsOf(both)).toEqual([fault]);
    expect(faultsOf({ ...production, ...both })).toEqual([fault]);
  });

  it('says of a pair of variables only what is wrong with the one that is', () => {
    const gateway = { MESSAGE_GATEWAY_URL: 'http://gateway.example', MESSAGE_GATEWAY_KEY: 'k'.repeat(32) };
    expect(faultsOf({ ...production, STORE: 'embedded', ...gateway })).toEqual([
      'MESSAGE_GATEWAY_URL: must be an https address, as https://host.example',
    ]);
  });

  it('trusts no proxy unless told so', () => {
    const read = (env: object) => readConfig({ ...production, STORE: 'embedded', ...env });
    expect(read({})).toMatchObject({ config: { trustedProxy: false } });
    expect(read({ TRUSTED_PROXY: 'true' })).toMatchObject({ config: { trustedProxy: true } });
    expect(read({ TRUSTED_PROXY: '1' })).toMatchObject({ config: { trustedProxy: true } });
    expect(faultsOf({ ...production, TRUSTED_PROXY: 'perhaps' }).join()).toContain('TRUSTED_PROXY');
  });

  it('accepts a small shop that says STORE=embedded', () => {
    expect(readConfig({ ...production, STORE: 'embedded' })).toMatchObject({
      config: { mode: 'production', publicUrl: 'https://mingqin.example.com', store: { kind: 'embedded' } },
    });
  });

  it('refuses plain http, a short key and a bad port by name', () => {
    expect(faultsOf({ ...production, STORE: 'embedded', PUBLIC_URL: 'http://mingqin.example.com' })).toEqual([
      'PUBLIC_URL: must be https in production',
    ]);
    expect(faultsOf({ SECRET_KEY: 'short', PORT: '99999' }).map((fault) => fault.split(':')[0])).toEqual([
      'PORT',
      'SECRET_KEY',
    ]);
  });

  it('says of each value what it may be, in words', () => {
    const wrong = {
      MODE: 'prod',
      STORE: 'embeded',
      METRICS_TOKEN: 'short',
      MESSAGE_GATEWAY_URL: 'http://gateway.example',
      FEISHU_BASE_URL: 'open.feishu.cn',
      TRUSTED_PROXY: 'ja',
      SETTLE_SECONDS: '0',
      LOG_LEVEL: 'all',
    };
    expect(faultsOf(wrong)).toEqual([
      'MODE: must be one of demo, production',
      'STORE: must be one of embedded, mongodb',
      'FEISHU_BASE_URL: must be a whole address, as https://host.example',
      'MESSAGE_GATEWAY_URL: must be an https address, as https://host.example',
      'METRICS_TOKEN: needs at least 32 characters',
      'TRUSTED_PROXY: must be true or false',
      'SETTLE_SECONDS: must be a number of seconds from 1 to 86400',
      'LOG_LEVEL: must be one of debug, info, warn, error, silent',
    ]);
    const withPath = [
      'PUBLIC_URL: must have no path, query or user: this server needs a host name of its own',
    ];
    for (const PUBLIC_URL of ['https://apps.example/mingqin', 'https://apps.example/?app=1'])
      expect(faultsOf({ ...production, STORE: 'embedded', PUBLIC_URL })).toEqual(withPath);
  });

  it('takes values without the blanks and line ends around them, and addresses without the last slash', () => {
    const embedded = { ...production, STORE: 'embedded' };
    const windows = Object.fromEntries(Object.entries(embedded).map(([name, value]) => [name, `${value}\r`]));
    const asked = {
      ...windows,
      SECRET_KEY: ' key with blanks, thirty-two letters ',
      FEISHU_BASE_URL: 'https://x.example/ ',
    };
    expect(readConfig(asked)).toEqual({
      config: {
        ...configOf(embedded),
        secretKey: asked.SECRET_KEY,
        feishu: { ...configOf(embedded).feishu, baseUrl: 'https://x.example' },
      },
    });
  });

  it('says in one line that Feishu credentials need MODE=production', () => {
    expect(faultsOf({ FEISHU_APP_ID: 'cli_0123456789abcdef' })).toEqual([
      'FEISHU_APP_ID set without MODE=production: say MODE=production, or unset them to run the demo',
    ]);
  });

  it('stands in the guide for administrators as it is', () => {
    const rows = describeEnv().map((row) => `| \`${row.name}\` | ${row.standard} | ${row.meaning} |`);
    expect(readFileSync('server/deploy/README.md', 'utf8')).toContain(rows.join('\n'));
  });
});
