import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrivateHost } from '../../src/api/private-host.js';

for (const host of [
  '',
  'localhost',
  'LOCALHOST',
  'app.localhost',
  '127.0.0.1',
  '127.8.8.8',
  '[::1]',
  'nas.local',
  'wiki.internal',
  'tv.lan',
  'router.home.arpa',
  '10.1.2.3',
  '192.168.0.7',
  '169.254.1.1',
  '172.16.0.1',
  '172.31.255.255',
  '[fd12:3456::1]',
  '[fe80::1]',
]) {
  test(`"${host}" is of this machine or network: keys may be in its pages`, () => assert.ok(isPrivateHost(host)));
}

for (const host of [
  'play.example.com',
  'localhost.example.com',
  'xlocalhost',
  'local',
  'notlocal',
  'evil-local.com',
  '127.0.0.1.example.com',
  '10.0.0.1.nip.io',
  '1.2.3.4',
  '172.15.0.1',
  '172.32.0.1',
  '192.169.0.1',
  'fd12.example.com',
  'fe80.com',
  '[2001:db8::1]',
  '[::2]',
]) {
  test(`"${host}" is public: keys in its pages are refused`, () => assert.ok(!isPrivateHost(host)));
}
