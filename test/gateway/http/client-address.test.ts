import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../../src/gateway/config/config.js';
import { addressKey, clientAddressReader, parseAddress } from '../../../src/gateway/http/client-address.js';
import { setup, START } from '../setup.js';

const { config } = setup();
const readBehind = (proxies: string[]) => {
  const read = clientAddressReader(readConfig({ ...config, client: { proxies } }));
  return (forwarded: string, ip = '127.0.0.1') => read(new Headers({ 'x-forwarded-for': forwarded }), { ip }).ip;
};

test('addresses as proxies write them become their canonical form', () => {
  for (const [text, expected] of [
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['"203.0.113.7:80"', '203.0.113.7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['2001:0DB8:0:0:0:0:0:7', '2001:db8::7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:9', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:443', 'fe80::1'],
    ['unknown', undefined],
    ['_hidden', undefined],
    ['1.2.3', undefined],
    ['010.1.1.1', undefined],
    ['1.2.3.256', undefined],
    ['', undefined],
    ['x'.repeat(10_000), undefined],
  ] as const) {
    assert.equal(parseAddress(text)?.toString(), expected, text);
  }
});

test('behind a trusted proxy the last address that is no proxy counts, whatever its notation', () => {
  const read = readBehind(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);
  assert.equal(read('203.0.113.7:51234'), '203.0.113.7');
  assert.equal(read('6.6.6.6, 203.0.113.7, 10.1.2.3:8080'), '203.0.113.7');
  assert.equal(read('6.6.6.6, [2001:db8::7]:443, [fd00::5]'), '2001:db8::7');
  assert.equal(read('203.0.113.7', '::ffff:127.0.0.1'), '203.0.113.7', 'the proxy itself in mapped form');
  assert.equal(read('203.0.113.7, nonsense'), '127.0.0.1', 'nothing before what cannot be read is believed');
  assert.equal(read('203.0.113.7', '192.0.2.1'), '192.0.2.1', 'from a connection that is no proxy');
});

test('the service gets the canonical address', async () => {
  const it = setup({ client: { proxies: ['127.0.0.1'] } });
  const headers = { 'x-forwarded-for': '[2001:0db8::0007]:443' };
  const token = await it.token();
  await it.ask(START, { method: 'POST', token, body: { game_id: 101 }, headers, ip: '127.0.0.1' });
  assert.match(it.sent.at(-1)?.body ?? '', /"ip_address":"2001:db8::7"/);
});

test('IPv6 callers count by their /64, IPv4 ones by address', () => {
  assert.equal(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:2:ffff::9'));
  assert.notEqual(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:3::1'));
  assert.equal(addressKey('::ffff:192.0.2.1'), '192.0.2.1');
});

test('a range that is none is a mistake in the config', () => {
  for (const range of ['1.2.3', '10.0.0.0/33', '10.0.0.0/', 'fd00::/129', 'localhost', '10.0.0.0/8/8']) {
    assert.throws(() => readConfig({ ...config, client: { proxies: [range] } }), /client\.proxies/, range);
  }
});
