/** A `<gs-recent-games>` in a sandbox, and what tests look at in it. */

import { html } from 'lit';
import '../../src/elements/recent-games/recent-games.js';
import type { GsRecentGames } from '../../src/elements/recent-games/recent-games.js';
import { sandboxProvider, type SandboxProviderOptions } from './sandbox-provider.js';
import { until } from './until.js';

export const ART = `${location.origin}/test/support/art.svg`;

/** A list of history rows as the service would send it. */
export const answer = (rows: readonly object[]): SandboxProviderOptions => ({
  switches: {
    failures: [
      {
        operation: 'getLatestGameSessions',
        kind: 'answer',
        answer: { status: 200, body: { data: rows, status: 'success' } },
      },
    ],
  },
});

export const row = (index: number, more: object = {}) => ({
  game_id: `g${index}`,
  game_name: `Game ${index}`,
  game_image_url: `${ART}?${index}`,
  started: '2026-03-01T10:00:00Z',
  ...more,
});

/** Longer than the default: on a busy machine the first answer takes its time. */
export interface Options extends SandboxProviderOptions {
  attributes?: Record<string, string>;
  properties?: Partial<GsRecentGames>;
  wait?: string;
}

export async function setup({ attributes = {}, properties = {}, wait = 'ready', ...sandboxOptions }: Options = {}) {
  const element = document.createElement('gs-recent-games');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, properties);
  const events: { type: string; detail: unknown }[] = [];
  const types = ['gs-load', 'gs-update', 'gs-error', 'gs-before-game-select', 'gs-game-select'] as const;
  for (const type of types) element.addEventListener(type, ({ detail }) => events.push({ type, detail }));
  const { sandbox, provider, countOf } = await sandboxProvider(html`${element}`, sandboxOptions);
  const root = element.shadowRoot!;
  await until(() => element.state === wait, `is ${wait}`);
  await element.updateComplete;
  return {
    element,
    provider,
    sandbox,
    countOf,
    events,
    root,
    detailOf: (type: string) => events.find((event) => event.type === type)?.detail,
    cards: () => [...root.querySelectorAll('.games .card')],
    titles: () => [...root.querySelectorAll<HTMLElement>('.games .title')].map((title) => title.innerText.trim()), // WebKit ends a clamped line with a break
    control: (index: number) => [...root.querySelectorAll<HTMLElement>('.games .title')][index],
    text: () => (root.querySelector('.base') as HTMLElement).innerText,
  };
}
