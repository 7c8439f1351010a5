/**
 * The mock behind `mock` on a provider and `data-mock` on the script tag: the sandbox of the three APIs inside the page.
 * A module of its own that only such pages load; `live/mock.ts` is the other half.
 */
import { showDemoMark } from './demo-mark.js';
import { faultsOf, type MockScenario, setTimeline } from './scenarios.js';
import { createSandbox } from './sandbox/index.js';

export interface MockOptions {
  readonly scenario: MockScenario;
  /** Absolute url of the folder with the mock's games and pictures; undefined when they are nowhere. */
  readonly files?: string;
  /** What the APIs accept as key. */
  readonly key: string;
}

/** Starts the three APIs in this page, marks the page as a demo, and returns the `fetch` that reaches them. */
export function createMock({ scenario, files, key }: MockOptions): typeof fetch {
  const folder = files?.replace(/\/$/, '');
  const sandbox = createSandbox({
    keys: { meshmap: key, iplaygames: key, vaix: key },
    gamesOrigin: folder ? onAnotherOrigin(folder) : `${location.origin}/mock`,
    artOrigin: folder ?? '',
    staticGames: true,
    anySession: true,
    switches: faultsOf(scenario),
  });
  setTimeline(sandbox, scenario);
  showDemoMark(scenario);
  return scenario === 'expired' ? refuseToken : sandbox.fetch;
}

/** A gateway that takes no token any more. */
const refuseToken: typeof fetch = () =>
  Promise.resolve(
    Response.json({ error: { code: 'unauthorized', message: 'The token has expired' } }, { status: 401 }),
  );

/**
 * The address of the games on another origin than the page's, because a game on the page's own origin is never framed. A
 * page on this machine has one: the same server under its other name. Elsewhere the frame says why it stays empty.
 */
function onAnotherOrigin(folder: string): string {
  const url = new URL(folder);
  if (url.origin !== location.origin) return folder;
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  else if (url.hostname === '127.0.0.1') url.hostname = 'localhost';
  else console.warn(`The mock’s games need another origin than the page’s: set data-mock-files. Now: ${folder}`);
  return url.href;
}
