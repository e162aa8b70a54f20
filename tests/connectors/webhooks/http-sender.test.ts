import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookTexts } from '../../../miniapp/texts/screens/console-webhooks.ts';
import { createWebhookSender, WEBHOOK_PATIENCE_MS } from '../../../server/connectors/webhooks/http-sender.ts';
import { isRefusedAddress } from '../../../server/connectors/reach/private-address.ts';

const strict = createWebhookSender({ mayBePrivate: false, mayBePlain: false });
const own = createWebhookSender({ mayBePrivate: true, mayBePlain: true });
const headers = { 'webhook-id': 'msg_1' };
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(answer: (request: IncomingMessage) => { status: number; location?: string }) {
  const got: string[] = [];
  server = createServer((request, response) => {
    got.push(`${request.method} ${request.url}`);
    const { status, location } = answer(request);
    response.writeHead(status, location === undefined ? {} : { location }).end('x'.repeat(1_000));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, port, got };
}

describe('addresses that are not of the public Internet', () => {
  it.each([
    '0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.0.9 169.254.169.254 172.16.0.1 172.31.255.255',
    '192.0.0.8 192.168.1.1 198.18.0.1 203.0.113.9 224.0.0.1 255.255.255.255',
    ':: ::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::a00:1 fc00::1 fd00:ec2::254 fe80::1%eth0',
    'ff02::1 2001:db8::1 2002:a00:1::1 no-address',
  ])('%s are refused', (addresses) => {
    expect(addresses.split(' ').filter((address) => !isRefusedAddress(address, false))).toEqual([]);
  });

  it('lets public ones through', () => {
    const open = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2400:3200::1'];
    expect(open.filter((address) => isRefusedAddress(address, false))).toEqual([]);
  });

  it('never reaches a link, where clouds keep their metadata, even where private ones are allowed', () => {
    const link =
      '169.254.169.254 fe80::1 fd00:ec2::254 ::ffff:169.254.169.254 100.100.100.200 ::ffff:100.100.100.200 ' +
      '64:ff9b::a9fe:a9fe 2002:a9fe:a9fe::1 64:ff9b::6464:64c8 ::a9fe:a9fe 2002:6464:64c8::1';
    expect(link.split(' ').filter((address) => !isRefusedAddress(address, true))).toEqual([]);
    expect(isRefusedAddress('10.0.0.1', true)).toBe(false);
  });

  it.each([
    'http://hooks.example.com/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://[::ffff:7f00:1]/x',
    'https://user:secret@hooks.example.com/x',
    'https://hooks.example.com/x#y',
  ])('%s is no address of a webhook', (url) => {
    expect(strict.mayWriteTo(url)).toBe(false);
  });

  it('an https address by name is one, as far as it can be told before its name is asked for', () => {
    expect(strict.mayWriteTo('https://hooks.example.com/x')).toBe(true);
  });
});

describe('what is sent', () => {
  it('arrives, and the reply is not read', async () => {
    const { url, got } = await listen(() => ({ status: 204 }));
    expect(await own.send({ url, headers, body: '{}' })).toEqual({ status: 204 });
    expect(got).toEqual(['POST /hook']);
  });

  it('follows no redirect', async () => {
    const { url, got } = await listen(() => ({ status: 302, location: '/secret' }));
    expect(await own.send({ url, headers, body: '{}' })).toEqual({ status: 302, fault: 'redirect' });
    expect(got).toEqual(['POST /hook']);
  });

  it('tells a refusal of the other side from nobody there', async () => {
    const { url } = await listen(() => ({ status: 500 }));
    expect(await own.send({ url, headers, body: '{}' })).toEqual({ status: 500, fault: 'status' });
    expect(await own.send({ url: 'http://127.0.0.1:1/x', headers, body: '{}' })).toEqual({
      fault: 'network',
    });
  });

  it('is given up where somebody accepts and never answers, and the words say after how long', async () => {
    let accepted = 0;
    server = createServer(() => (accepted += 1)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
    const hasty = createWebhookSender({ mayBePrivate: true, mayBePlain: true }, { patienceMs: 300 });
    expect(await hasty.send({ url, headers, body: '{}' })).toEqual({ fault: 'timeout' });
    expect(accepted).toBe(1);
    for (const { faults } of [webhookTexts.zh, webhookTexts.en])
      expect(/\d+/.exec(faults.timeout)?.[0]).toBe(String(WEBHOOK_PATIENCE_MS / 1_000));
  });

  it('goes nowhere when a name leads to this machine: nothing is connected', async () => {
    const { port, got } = await listen(() => ({ status: 204 }));
    const url = `https://localhost:${port}/hook`;
    expect(await strict.send({ url, headers, body: '{}' })).toEqual({ fault: 'address_refused' });
    expect(got).toEqual([]);
  });
});
