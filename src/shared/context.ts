/** How an element finds the connection it works with: the nearest provider's, else the page's own. */
import { ContextProvider, createContext } from '@lit/context';
import { connect, type Connection, type Settings } from '../live/connection.js';
import { pageRecord } from './page.js';

/** A registered symbol, so that two copies of the bundle on one page understand each other. */
export const connectionContext = createContext<Connection>(Symbol.for('game-session-widgets.connection'));

interface PageDefault {
  connection?: Connection;
  settings: Settings;
  providers: Map<Document, ContextProvider<typeof connectionContext, HTMLElement>>;
}

/** One per page, also for two copies of the bundle. It starts with what the script tag said. */
const page = pageRecord<PageDefault>('page', () => ({
  settings: pageRecord<Settings>('settings', () => ({})),
  providers: new Map(),
}));

const pageConnection = (): Connection => (page.connection ??= connect(page.settings));

/**
 * Sets what elements outside every provider work with, as the script tag's `data-*` attributes do.
 * Settings given earlier stay unless they are named again.
 */
export function configure(settings: Settings): void {
  const previous = page.connection;
  page.settings = { ...page.settings, ...settings };
  if (!previous && page.providers.size === 0) return;
  page.connection = connect(page.settings, previous);
  for (const provider of page.providers.values()) provider.setValue(page.connection);
  if (previous && previous.cache !== page.connection.cache) previous.cache.stop();
}

/**
 * Answers the context requests that no provider took, and hands the askers over when a provider wakes up later.
 * Doing nothing the second time for the same document.
 */
export function servePageDefault(document: Document): void {
  if (page.providers.has(document)) return;
  const provider = new ContextProvider(document.documentElement, {
    context: connectionContext,
    initialValue: pageConnection(),
  });
  page.providers.set(document, provider);
}
