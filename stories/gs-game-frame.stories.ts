import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { GsGameFrame } from '../src/elements/game-frame/game-frame.js';
import { gameCommands } from '../src/game/messages.js';
import { withEventLog } from './support/event-log.js';
import { gamesOrigin } from './support/sandbox.js';

/** The one place where a game's frame is made: url gate, sandbox, checked messages. */
const meta: Meta = { title: 'gs-game-frame', component: 'gs-game-frame' };
export default meta;

const story = (render: () => TemplateResult): StoryObj => ({
  render: () => html`<div style="max-inline-size: 720px">${render()}</div>`,
});
/** Everything that a frame tells. */
const EVENTS = ['gs-game-event', 'gs-game-message', 'gs-frame-load', 'gs-frame-slow', 'gs-frame-blocked', 'gs-frame-refused', 'gs-error']; // prettier-ignore
const game = (name: string) => `${gamesOrigin()}/${name}/index.html`;

/** A game that talks: what the frame tells is below, and the commands that it can be given. */
export const Playing = story(() => {
  const frame = createRef<GsGameFrame>();
  const element = html`<gs-game-frame ${ref(frame)} src=${game('saffron-comet')} title="Saffron Comet"></gs-game-frame>`;
  return html`${withEventLog(element, EVENTS)}
    <p>
      ${gameCommands.map((command) => html`<button @click=${() => frame.value?.send(command)}>${command}</button> `)}
      <button @click=${() => frame.value?.reload()}>reload()</button>
      <button @click=${() => frame.value?.focusGame()}>focusGame()</button>
    </p>`;
});

/** An address that never answers (one reserved for documentation): a thin bar, and after the time limit a way to try again. */
export const Slow: StoryObj = {
  ...story(
    () =>
      html`<gs-game-frame src="https://192.0.2.1/" dialect="gs" load-timeout="0.1" title="A slow game"></gs-game-frame>`,
  ),
  tags: ['waits'],
};

const refused = (src: string, origins = '') =>
  story(() => html`<gs-game-frame src=${src} origins=${origins} title="A refused game"></gs-game-frame>`);

/** Everything but https is refused; this one would run in the page. */
export const RefusedScheme = refused('javascript:alert(1)');

/** A relative address is a document of the page itself. */
export const RefusedRelative = refused('/games/pairs/index.html');

/** The page's own origin, where a sandbox protects nothing. */
export const RefusedOwnOrigin = refused(window.location.href);

/** Plain http from elsewhere. */
export const RefusedInsecure = refused('http://games.example/');

/** A user name or a password in the address. */
export const RefusedCredentials = refused('https://me:secret@games.example/');

/** An address that is off the allow-list. */
export const RefusedOffTheList = refused('https://games.example/', 'https://other.example https://*.slots.example');

/** Whatever is in the slot stands over the frame until the game is ready. */
export const OwnLoading: StoryObj = {
  ...story(
    () =>
      html`<gs-game-frame src="https://192.0.2.1/" dialect="gs" load-timeout="0" title="A game">
      <p slot="loading" style="position: absolute; inset: 0; display: grid; place-items: center; margin: 0; background: #14151c; color: #fff">
        Shuffling the cards…
      </p>
    </gs-game-frame>`,
  ),
  tags: ['waits'],
};

/** Sound off from the start, in our own dialect, with leave to open windows. */
export const Muted = story(
  () => html`<gs-game-frame src=${game('pairs')} muted dialect="gs" popups title="Pairs"></gs-game-frame>`,
);

/** Four by three, in a dark place. */
export const AspectRatio = story(
  () => html`<gs-game-frame src=${game('pairs')} aspect-ratio="4/3" theme="dark" title="Pairs"></gs-game-frame>`,
);
