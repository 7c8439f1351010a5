/** `mock`: the three APIs simulated in the page, for a first try without server and key, for documentation and for tests. */
import type { MockScenario } from '../mock/scenarios.js';
import { loadMock } from './load-mock.js';
import { pageBase } from './page-base.js';
import { scriptUrl } from './script-url.js';

export type { MockScenario };

/** The situations that a page can be shown in. */
export const MOCK_SCENARIOS = [
  'live',
  'empty',
  'slow',
  'error',
  'offline',
  'expired',
  'rate-limited',
  'partial',
  'upcoming',
  'final',
  'hostile',
] as const satisfies readonly MockScenario[];

/** The player of the mock, where the page names none. */
export const MOCK_PLAYER = {
  playerId: 'pl_you',
  playerName: 'You',
  currency: 'EUR',
  countryCode: 'MT',
  playerIp: '203.0.113.24',
} as const;

const URL_BASE = 'https://mock.invalid';
const KEY = 'mock';
/** An embed token of 1970: header and claims of an ordinary one. */
const EXPIRED_TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbF95b3UiLCJleHAiOjF9.mock';

/** Each scenario is one world for all providers of the page, so that a game's score is on the board beside it. */
const fetches = new Map<string, typeof fetch>();

/** The scenario of a setting: its word, `live` for the attribute alone, undefined for a word that there is not. */
export const scenarioOf = (mock: string): MockScenario | undefined =>
  mock === '' ? 'live' : MOCK_SCENARIOS.find((word) => word === mock);

/**
 * The settings by which a connection reaches the mock in place of everything the page has set.
 * @param files folder of the mock's games and pictures; default `mock/` beside the script tag's script
 */
export function mockSettings(scenario: MockScenario, files?: string) {
  const nowhere = { gateway: undefined, token: undefined, tokenUrl: undefined, getToken: undefined };
  const fetch = mockFetch(scenario, files);
  // Only a token can expire, and only a gateway takes one.
  if (scenario === 'expired') return { ...nowhere, gateway: `${URL_BASE}/gateway`, token: EXPIRED_TOKEN, fetch };
  return {
    ...nowhere,
    meshmapUrl: `${URL_BASE}/meshmap/api/v1`,
    meshmapKey: KEY,
    iplaygamesUrl: `${URL_BASE}/iplaygames`,
    iplaygamesKey: KEY,
    vaixUrl: `${URL_BASE}/vaix`,
    vaixKey: KEY,
    vaixClientId: 'sandbox',
    fetch,
  };
}

/** A `fetch` whose first call loads the mock. */
function mockFetch(scenario: MockScenario, files: string | undefined): typeof fetch {
  const name = `${scenario} ${files}`;
  const known = fetches.get(name);
  if (known) return known;
  let loading: Promise<typeof fetch> | undefined;
  const load = async () => {
    const { createMock } = await loadMock();
    return createMock({ scenario, files: filesUrl(files), key: KEY });
  };
  const mock: typeof fetch = async (input, init) => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return (await loading)(input, init);
  };
  fetches.set(name, mock);
  return mock;
}

function filesUrl(files: string | undefined): string | undefined {
  if (files) return new URL(files, pageBase()).href;
  const script = scriptUrl();
  return script && new URL('mock/', script).href;
}
