/** Runs a command, shows what it prints, and adds up the closing lines of the test runners that it knows. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const RUNNERS = [
  // Node's own runner, spec reporter
  { pass: /^ℹ pass (\d+)/gm, fail: /^ℹ (?:fail|cancelled) (\d+)/gm, skip: /^ℹ (?:skipped|todo) (\d+)/gm },
  // @web/test-runner, one line per browser; only the last state of a redrawn line counts
  {
    pass: /\d+\/\d+ test files.*?\| (\d+) passed/g,
    fail: /\d+\/\d+ test files.*?, (\d+) failed/g,
    skip: /\d+\/\d+ test files.*?, (\d+) skipped/g,
    last: true,
  },
  // Our own runners
  {
    pass: /^(?:\w+: )?(\d+) passed, \d+ failed/gm,
    fail: /^(?:\w+: )?\d+ passed, (\d+) failed/gm,
    skip: /^(?:\w+: )?\d+ passed, \d+ failed, (\d+) skipped/gm,
  },
];

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, atEnd?: boolean }} options atEnd: show what is printed when the command has ended, so that
 *   those that run side by side do not mix
 * @returns {Promise<{code: number, passed: number, failed: number, skipped: number, seconds: number}>}
 */
export function runAndCount(command, args, { env = {}, atEnd = false } = {}) {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', atEnd ? 'pipe' : 'inherit'],
    });
    let printed = '';
    let held = '';
    child.stdout.on('data', (bytes) => {
      printed += bytes;
      if (atEnd) held += bytes;
      else process.stdout.write(bytes);
    });
    child.stderr?.on('data', (bytes) => (held += bytes));
    child.on('error', (error) => resolve({ code: 1, passed: 0, failed: 1, skipped: 0, seconds: seconds(), error }));
    child.on('close', (code) => {
      process.stdout.write(held);
      // eslint-disable-next-line no-control-regex -- the runners redraw their lines with these codes
      const text = printed.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
      const sum = (name) =>
        RUNNERS.reduce((total, { last, ...patterns }) => {
          const found = [...text.matchAll(patterns[name])].map((match) => Number(match[1]));
          return total + (last ? (found.at(-1) ?? 0) : found.reduce((a, b) => a + b, 0));
        }, 0);
      const counts = { passed: sum('pass'), failed: sum('fail'), skipped: sum('skip') };
      resolve({ code: code ?? 1, ...counts, seconds: seconds() });
    });
  });
}

/** The closing line that says it all. */
export const closingLine = (name, { passed, failed, skipped }) =>
  `${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
