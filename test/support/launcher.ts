/** A launcher with a sandbox behind it, and games from a second origin that say what a test tells them to. */
import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { GsSessionLauncher } from '../../src/elements/session-launcher/session-launcher.js';
import '../../src/elements/session-launcher/session-launcher.js';
import type { GsEventMap } from '../../src/shared/events.js';
import { sandboxProvider, type SandboxProviderOptions } from './sandbox-provider.js';
import { until } from './until.js';

/** The test page is on localhost; the same server answers for the games under another name. */
export const GAMES = `${location.origin.replace('localhost', '127.0.0.1')}/test/support/launcher-games`;
/** Games by what they do: told by the test, silent, and never ready. */
export const TOLD = '102';
export const SILENT = '101';
export const LOADING = '103';

export interface LauncherOptions extends SandboxProviderOptions {
  attributes?: Record<string, string>;
  properties?: Partial<GsSessionLauncher>;
  /** Light-DOM content, such as slots. */
  content?: unknown;
  /** Phase to wait for. */
  wait?: string;
  /** Goes on with what an earlier launcher has left in the tab's storage. */
}

const NAMES = ['gs-load', 'gs-error', 'gs-session-select', 'gs-before-create', 'gs-session-create', 'gs-before-join', 'gs-session-join', 'gs-before-launch', 'gs-launch', 'gs-game-ready', 'gs-game-busy', 'gs-game-idle', 'gs-score', 'gs-balance', 'gs-deposit', 'gs-history', 'gs-exit', 'gs-before-end', 'gs-end', 'gs-session-expired', 'gs-unavailable', 'gs-reality-check', 'gs-game-message', 'gs-phase-change'] as const satisfies readonly (keyof GsEventMap)[]; // prettier-ignore

/** Ends the game by the toolbar, and says so again when asked. */
export async function endByHand(root: ShadowRoot): Promise<void> {
  const shell = root.querySelector('gs-game-shell')!.shadowRoot!;
  shell.querySelector<HTMLElement>('[part=end-button]')!.click();
  await until(() => shell.querySelector('.panel .primary:not([aria-disabled])'), 'asked');
  shell.querySelector<HTMLElement>('.panel .primary')!.click();
}

/** The launcher and everything a test does with one. */
export async function setupLauncher({
  attributes = {},
  properties = {},
  wait,
  content,
  ...options
}: LauncherOptions = {}) {
  const element = document.createElement('gs-session-launcher');
  for (const [name, value] of Object.entries({ loading: 'eager', ...attributes })) element.setAttribute(name, value);
  Object.assign(element, properties);
  const events: { type: string; detail: unknown }[] = [];
  for (const type of NAMES) element.addEventListener(type, ({ detail }) => events.push({ type, detail }));
  const around = html`${element}${content ?? ''}`;
  const { sandbox, provider, countOf } = await sandboxProvider(around, { gamesOrigin: GAMES, ...options });
  const root = element.shadowRoot!;
  const phase = (word: string) => until(() => element.phase === word, `phase ${word}, it is ${element.phase}`);
  const shell = () => root.querySelector('gs-game-shell')?.shadowRoot;
  const button = (name: string) => {
    const buttons = [...root.querySelectorAll('button'), ...(shell()?.querySelectorAll('button') ?? [])];
    const found = buttons.find((one) => [one.getAttribute('aria-label'), one.innerText.trim()].includes(name));
    if (!found)
      throw new Error(`no button “${name}” among ${buttons.map((one) => one.innerText || one.ariaLabel).join(', ')}`);
    return found;
  };
  const iframe = () => root.querySelector('gs-game-frame')?.shadowRoot?.querySelector('iframe');
  await phase(wait ?? (attributes['session-id'] || element.noSessions ? 'poster' : 'browsing'));
  if (!element.noSessions) await until(() => element.state === 'ready' || wait, 'the sessions are there');
  await element.updateComplete;
  return {
    element,
    provider,
    sandbox,
    countOf,
    events,
    root,
    phase,
    button,
    iframe,
    /** Shadow root of the shell around the game. */
    shell,
    panel: () => shell()?.querySelector<HTMLElement>('.panel') ?? undefined,
    /** Waits until the actions of the panel can be used, and clicks one. */
    async answer(name: string) {
      await until(() => button(name).getAttribute('aria-disabled') === null, `“${name}” can be used`);
      button(name).click();
    },
    /** As `answer`, the first action of the panel. */
    async answerFirst() {
      const first = () => shell()?.querySelector<HTMLButtonElement>('.panel .primary');
      await until(() => first()?.getAttribute('aria-disabled') === null, 'the panel can be answered');
      first()!.click();
    },
    text: () => textOf(root),
    detailsOf: (type: string) => events.filter((event) => event.type === type).map(({ detail }) => detail),
    /** Commands that the game has heard. */
    heard: () =>
      events
        .filter(({ type }) => type === 'gs-game-message')
        .map(({ detail }) => (detail as { data: { heard: string } }).data.heard),
    next: <K extends keyof GsEventMap>(type: K) => oneEvent<GsEventMap[K]>(element, type),
    /** Lets the game say something. */
    tell: (...words: unknown[]) => iframe()!.contentWindow!.postMessage(words, '*'),
    /** Plays until the game is there. */
    async play(name?: string) {
      button(name ?? `Play ${root.querySelector<HTMLElement>('.poster-title')!.innerText.trim()}`).click();
      await phase('playing');
    },
  };
}

/** Everything that is read in the launcher and its shell. */
export function textOf(root: ShadowRoot): string {
  const shell = root.querySelector('gs-game-shell')?.shadowRoot;
  const parts = shell ? [...shell.querySelectorAll<HTMLElement>('.bar, .hint, .panel')] : [];
  return [root.querySelector<HTMLElement>('.base')!, ...parts].map(({ innerText }) => innerText).join('\n');
}

/** Fails with what axe finds in the launcher as it stands. */
export async function expectAccessible(element: Element): Promise<void> {
  await expect(element).to.be.accessible();
}

export type Launcher = Awaited<ReturnType<typeof setupLauncher>>;
