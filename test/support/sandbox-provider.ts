/** A provider that talks to a sandbox of its own, for tests in the browser. */
import { fixture } from '@open-wc/testing';
import { html } from 'lit';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/mock/sandbox/index.js';
import '../../src/elements/provider/provider.js';
import type { GsProvider } from '../../src/elements/provider/provider.js';

/** A service of its own for each test: what is kept of open sessions and of play time is kept by service and player. */
const run = Date.now();
let count = 0;

/** The clock stands still unless a test moves it. */
export const NOON = Date.parse('2026-03-02T12:00:00Z');

export interface SandboxProviderOptions extends SandboxOptions {
  /** Facts of the player; an empty text leaves one out. */
  player?: { id?: string; currency?: string; countryCode?: string; ip?: string };
}

/**
 * Puts the content inside a provider and waits until it is connected.
 * @returns the provider, its sandbox, and how often each operation was asked for since `calls` was last emptied
 */
export async function sandboxProvider(
  content: unknown,
  { player = {}, ...options }: SandboxProviderOptions = {},
): Promise<{ provider: GsProvider; sandbox: Sandbox; countOf: (operation: string) => number }> {
  const sandbox = createSandbox({ now: NOON, ...options });
  const provider = await fixture<GsProvider>(html`<gs-provider
    .fetch=${sandbox.fetch}
    meshmap-url="https://sandbox.test/meshmap/api/v1"
    meshmap-key=${sandbox.keys.meshmap}
    iplaygames-url=${`https://${run}-${++count}.sandbox.test/iplaygames`}
    iplaygames-key=${sandbox.keys.iplaygames}
    vaix-url="https://sandbox.test/vaix"
    vaix-key=${sandbox.keys.vaix}
    vaix-client-id=${sandbox.keys.vaixClientId}
    player-id=${player.id ?? 'pl_you'}
    player-name="You"
    player-ip=${player.ip ?? '203.0.113.24'}
    currency=${player.currency ?? 'EUR'}
    country-code=${player.countryCode ?? 'MT'}
    >${content}</gs-provider
  >`);
  return {
    provider,
    sandbox,
    countOf: (operation) => sandbox.calls.filter((call) => call.operation === operation).length,
  };
}
