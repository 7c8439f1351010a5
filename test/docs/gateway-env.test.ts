/** docs/gateway-env.md is what the gateway's own tables say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gatewayEnv } from '../../scripts/gateway-env.js';
import { main } from '../../src/gateway/node/index.js';
import { variables } from '../../src/gateway/node/node-config.js';

const page = readFileSync(new URL('../../docs/gateway-env.md', import.meta.url), 'utf8');

test('the page is current (node --import tsx scripts/gateway-env.ts)', async () => {
  assert.equal(page, await gatewayEnv());
});

test('every variable has a line that says in words what it is for and what is right', () => {
  for (const [name, [key, , meaning]] of Object.entries(variables)) {
    const line = page.split('\n').find((one) => one.includes(`\`${name}\``)) ?? '';
    assert.ok(line.includes(`\`${key}\``), name);
    assert.ok(/\.$/.test(meaning) && line.includes(meaning), name);
    assert.doesNotMatch(line, /invalid input/i, `${name}: the schema does not say what would be right`);
  }
});

test('gs-gateway --help says the same', async () => {
  const said: string[] = [];
  const say = { log: (text: string) => said.push(text), error: (text: string) => said.push(text) };
  assert.equal(await main(['--help'], {}, say), 0);
  for (const [name, [, , meaning]] of Object.entries(variables)) {
    assert.ok(said.join('\n').includes(`${name.padEnd(30)} ${meaning}\n`), name);
  }
});
