import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { storySandbox, withSandbox } from './support/sandbox.js';

/**
 * The connection for everything inside it. Nothing of its own is seen: these stories show what its settings do to the
 * elements that it holds.
 */
const meta: Meta = { title: 'gs-provider', component: 'gs-provider' };
export default meta;

/** Two boards and a list, one client, one cache: twenty elements of one session still make one request. */
export const OneConnection: StoryObj = {
  render: () =>
    withSandbox(html`
      <gs-leaderboard session-id="gs_demo" heading="Left" limit="5"></gs-leaderboard>
      <gs-leaderboard session-id="gs_demo" heading="Right" limit="5"></gs-leaderboard>
    `),
};

/** A theme set here reaches every element inside, whatever the page looks like. */
export const Themed: StoryObj = {
  render: () => {
    const provider = withSandbox(html`<gs-leaderboard session-id="gs_demo" limit="5" theme="dark"></gs-leaderboard>`);
    return provider;
  },
};

/** Nothing is configured: the element says so to the reader, and the console says what is missing. */
export const NotConnected: StoryObj = {
  render: () => html`<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`,
};

/** The key is refused by the API. */
export const WrongKey: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`,
      storySandbox({ keys: { meshmap: 'another' } }),
    ),
};

/** The network is gone before anything was loaded; Retry asks again. */
export const Unreachable: StoryObj = {
  render: () => {
    const sandbox = storySandbox({ switches: { failures: [{ operation: '*', kind: 'network' }] } });
    return withSandbox(html`<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`, sandbox);
  },
};
