import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('importing all elements on a server logs nothing', () => {
  const script = `import(${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)})`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], {
    encoding: 'utf8',
  });
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' });
});
