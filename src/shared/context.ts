/** How an element finds the connection it works with: the nearest provider's, else the page's own. */
import { ContextEvent, createContext, type ContextCallback } from '@lit/context';
import { connect, type Connection, type ConnectionSettings } from '../live/connection.js';
import { pageGlobal } from './duplicate-guard.js';

/** A registered symbol, so that two copies of the bundle on one page understand each other. */
export const connectionContext = createContext<Connection>(Symbol.for('game-session-widgets.connection'));

interface PageDefault {
  connection?: Connection;
  settings: ConnectionSettings;
  /** Where elements are answered. */
  documents: WeakSet<Document>;
  /** Who is told of another connection: for whom, and the way to stop. */
  askers: Map<ContextCallback<Connection>, { element: Element; stop: () => void }>;
}

/** One per page, also for two copies of the bundle. It starts with what the script tag said. */
const page = pageGlobal<PageDefault>('page', () => ({
  settings: pageGlobal<ConnectionSettings>('settings', () => ({})),
  documents: new WeakSet(),
  askers: new Map(),
}));

const pageConnection = (): Connection => (page.connection ??= connect(page.settings));

/**
 * Sets what elements outside every provider work with, as the script tag's `data-*` attributes do.
 * Settings given earlier stay unless they are named again.
 */
export function configure(settings: ConnectionSettings): void {
  const previous = page.connection;
  page.settings = { ...page.settings, ...settings };
  if (!previous) return;
  page.connection = connect(page.settings, previous);
  for (const [tell, { stop }] of page.askers) tell(page.connection, stop);
  if (previous.cache !== page.connection.cache) previous.cache.stop();
}

/**
 * Answers the context requests that no provider took, and hands the askers over when a provider wakes up later.
 * Doing nothing the second time for the same document. A few lines in place of Lit's, which come with <gs-provider>.
 */
export function servePageDefault(document: Document): void {
  if (page.documents.has(document)) return;
  page.documents.add(document);
  const root = document.documentElement;
  root.addEventListener('context-request', (event) => {
    const { context, contextTarget, callback, subscribe } = event as ContextEvent<typeof connectionContext>;
    if (context !== connectionContext) return;
    event.stopPropagation();
    // whoever asks again is the same asker, with the same way to stop
    const asker = page.askers.get(callback) ?? { element: contextTarget, stop: () => page.askers.delete(callback) };
    if (subscribe) page.askers.set(callback, asker);
    callback(pageConnection(), asker.stop);
  });
  root.addEventListener('context-provider', (event) => {
    if ((event as ContextEvent<typeof connectionContext>).context !== connectionContext) return;
    for (const [callback, { element }] of [...page.askers]) {
      element.dispatchEvent(new ContextEvent(connectionContext, element, callback, true));
    }
  });
}
