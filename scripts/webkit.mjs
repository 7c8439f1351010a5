/**
 * WebKitGTK for the test runner: Debian's and Ubuntu's packages webkit2gtk-driver and xvfb, and @web/test-runner-webdriver,
 * which is not among the development packages because it downloads drivers of other browsers.
 *
 *   npm install --no-save --ignore-scripts @web/test-runner-webdriver@0.9.0
 *   WTR_BROWSERS=webkit xvfb-run --auto-servernum npm run test:browser
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A port that nobody listens to. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts WebKitWebDriver, which ends with this process. Returns its port. */
async function startDriver() {
  if (!process.env.DISPLAY) throw new Error('WebKitGTK needs a display: run this with xvfb-run.');
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--replace-on-new-session'], { stdio: 'ignore' });
  let failure;
  driver.on('error', (error) => (failure = error));
  process.on('exit', () => driver.kill());
  for (let tries = 0; tries < 100; tries++) {
    if (failure) throw new Error('WebKitWebDriver cannot be started.', { cause: failure });
    const { ok } = await fetch(`http://127.0.0.1:${port}/status`).catch(() => ({ ok: false }));
    if (ok) return port;
    await delay(100);
  }
  throw new Error('WebKitWebDriver did not answer within ten seconds.');
}

/** The launcher for the configuration of the test runner. */
export async function webkitLauncher() {
  const { webdriverLauncher } = await import('@web/test-runner-webdriver');
  return webdriverLauncher({
    hostname: '127.0.0.1',
    port: await startDriver(),
    path: '/',
    logLevel: 'error',
    capabilities: { browserName: 'MiniBrowser', 'wdio:enforceWebDriverClassic': true },
  });
}
