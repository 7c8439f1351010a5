/** The sandbox behind every story: three APIs inside the page, games from a second origin where there is one. */
import { html, type TemplateResult } from 'lit';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/mock/sandbox/index.js';

/**
 * Games must come from another origin than the page. On this machine that is the same server under its other name;
 * a published Storybook can say where its games are by `?games=https://…`, else their frames are refused, as they should be.
 */
export function gamesOrigin(): string {
  const { hostname, protocol, port, pathname, search } = window.location;
  const told = new URLSearchParams(search).get('games');
  if (told) return told.replace(/\/$/, '');
  const other = hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1';
  const folder = pathname.replace(/[^/]*$/, '');
  return `${protocol}//${other}${port ? `:${port}` : ''}${folder}games`;
}

/** A sandbox of its own for a story, so that stories don't disturb each other. */
export const storySandbox = (options: SandboxOptions = {}): Sandbox =>
  createSandbox({ gamesOrigin: gamesOrigin(), staticGames: true, ...options });

/** Removes what another story left in this browser: sessions, scores, a break that the player takes. */
export function forgetPlayer(): void {
  sessionStorage.clear();
  for (const name of Object.keys(localStorage)) if (name.startsWith('gs-')) localStorage.removeItem(name);
}

/** The player of the stories. `''` leaves a fact out. */
export interface StoryPlayer {
  playerId?: string;
  currency?: string;
  countryCode?: string;
}

/** Puts a story inside a provider that talks to the sandbox. */
export function withSandbox(
  content: unknown,
  sandbox: Sandbox = storySandbox(),
  player: StoryPlayer = {},
): TemplateResult {
  return html`<gs-provider
    .fetch=${sandbox.fetch}
    meshmap-url="https://sandbox.example/meshmap/api/v1"
    meshmap-key=${sandbox.keys.meshmap}
    iplaygames-url="https://sandbox.example/iplaygames"
    iplaygames-key=${sandbox.keys.iplaygames}
    vaix-url="https://sandbox.example/vaix"
    vaix-key=${sandbox.keys.vaix}
    vaix-client-id=${sandbox.keys.vaixClientId}
    insecure-keys
    player-id=${player.playerId ?? 'pl_you'}
    player-name="You"
    player-ip="203.0.113.24"
    currency=${player.currency ?? 'EUR'}
    country-code=${player.countryCode ?? 'MT'}
    >${content}</gs-provider
  >`;
}
