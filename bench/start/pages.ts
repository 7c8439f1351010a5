/** The pages that are measured, the bundles as they are published, and a service that can be late. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { version } from '../../scripts/cdn.mjs';
import { createSandbox } from '../../src/mock/sandbox/index.js';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export const elements: Readonly<Record<string, string>> = {
  leaderboard: '<gs-leaderboard session-id="gs_demo" loading="eager"></gs-leaderboard>',
  'recent-games': '<gs-recent-games loading="eager"></gs-recent-games>',
  'session-launcher': '<gs-session-launcher loading="eager"></gs-session-launcher>',
  'multi-swiper': '<gs-multi-swiper mode="native" loading="eager"></gs-multi-swiper>',
};
const all = Object.values(elements).join('\n<p>Between them.</p>\n');

/** The rules that reserve room before any script has run. */
const reserve = readFileSync(path('../../src/reserve.css'), 'utf8');

export interface Pages {
  readonly url: string;
  /** Milliseconds by which scripts and data are late; data may be `never`. */
  late: { script: number; data: number | 'never' };
  close(): void;
}

/**
 * Builds and serves. A page is `/name` of an element, `/all`, `/lit`, or `/none` without any script; `/name?code` is the
 * code of the element without any element in the page.
 */
export async function servePages(): Promise<Pages> {
  const out = mkdtempSync(join(tmpdir(), 'gs-bench-'));
  process.env['GS_OUT'] = out;
  const cdn = join(out, `cdn/v${version}`);
  await build({ configFile: path('../../vite.config.ts'), mode: 'cdn', logLevel: 'error' });
  await build({ configFile: path('../../vite.config.ts'), mode: 'embed', logLevel: 'error' });
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: cdn,
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry: path('./lit.ts'), formats: ['es'], fileName: () => 'lit.js' },
    },
  });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const sandbox = createSandbox({ gamesOrigin: `${url}games` });
  const { keys } = sandbox;
  const late: Pages['late'] = { script: 0, data: 0 };
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(() => (timers.delete(timer), run()), ms);
    timers.add(timer);
  };

  const chunks = readdirSync(join(cdn, 'chunks'));
  const codeOf = (name: string) =>
    `/cdn/chunks/${chunks.find((file) => new RegExp(`^${name}-[\\w-]{6}\\.js$`).test(file))}`;
  const script = (src: string, settings = '') => `<script type="module" src="${src}" ${settings}></script>`;
  const settingsFor = (origin: string) => `data-insecure-keys data-player-id="pl_you" data-player-name="You"
  data-currency="EUR" data-country-code="MT" data-player-ip="203.0.113.24"
  data-meshmap-url="${origin}/meshmap/api/v1" data-meshmap-key="${keys.meshmap}"
  data-iplaygames-url="${origin}/iplaygames" data-iplaygames-key="${keys.iplaygames}"
  data-vaix-url="${origin}/vaix" data-vaix-key="${keys.vaix}" data-vaix-client-id="${keys.vaixClientId}"`;

  function scriptsOf(name: string, isCode: boolean, origin: string): string {
    if (name === 'none') return '';
    if (name === 'lit') return script('/cdn/lit.js');
    if (!isCode) return script('/cdn/embed.js', settingsFor(origin));
    return (name === 'all' ? Object.keys(elements) : [name]).map((one) => script(codeOf(one))).join('');
  }
  function page(name: string, isCode: boolean, origin: string): string {
    const content = isCode || name === 'none' ? '' : name === 'lit' ? '<lit-one></lit-one>' : (elements[name] ?? all);
    return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>bench</title><style>body { margin: 16px; font: 16px system-ui }\n${reserve}</style>
<p>Before.</p>\n${content}\n<p>What comes after.</p>${scriptsOf(name, isCode, origin)}</html>`;
  }

  const send = (response: ServerResponse, type: string, body: string | Buffer, status = 200) =>
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);

  server.on('request', (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    const origin = `http://${request.headers.host}`;
    if (pathname.startsWith('/cdn/')) {
      // what the script brings is not late a second time
      const wait = /\/(embed|lit)\.js$/.test(pathname) ? late.script : 0;
      return after(wait, () =>
        send(response, 'text/javascript', readFileSync(join(cdn, pathname.slice('/cdn'.length)))),
      );
    }
    if (/^\/(meshmap|iplaygames|vaix)\//.test(pathname)) {
      const { data } = late;
      if (data === 'never') return undefined;
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]);
      return after(data, () => {
        void sandbox
          .fetch(`${origin}${request.url}`, { method: request.method, headers })
          .then(async (answer) => send(response, 'application/json', await answer.text(), answer.status));
      });
    }
    if (pathname === '/favicon.ico') return send(response, 'text/plain', '', 404);
    if (pathname.startsWith('/games/')) {
      return send(response, 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300"/>');
    }
    return send(response, 'text/html', page(pathname.slice(1), search === '?code', origin));
  });
  return {
    url,
    late,
    close() {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      server.close();
      rmSync(out, { recursive: true });
    },
  };
}
