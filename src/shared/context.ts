/** How an element finds the connection it works with: the nearest provider's, else the page's own. */
import { ContextEvent, createContext, type ContextCallback } from '@lit/context';
import { connect, type Connection, type ConnectionSettings } from '../live/connection.js';
import { pageGlobal } from './duplicate-guard.js';

/** A registered symbol, so that two copies of the bundle on one page understand each other. */
export const connectionContext = createContext<Connection>(Symbol.for('game-session-widgets.connection'));

interface PageDefault {
  connection?: Connection;
  /** Stops listening to the connection's token. */
  unlisten?: () => void;
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

const pageConnection = (): Connection => page.connection ?? replacePageConnection();

/** Connects by the page's settings of now; whoever had the connection before gets the new one. */
function replacePageConnection(previous?: Connection): Connection {
  const connection = connect(page.settings, previous);
  page.connection = connection;
  page.unlisten?.();
  page.unlisten = connection.tokens?.onOtherPlayer(() => {
    replacePageConnection();
    connection.cache.stop();
  });
  for (const [callback, { stop }] of [...page.askers]) callback(connection, stop);
  return connection;
}

/**
 * Sets what elements outside every provider work with, as the script tag's `data-*` attributes do.
 * Settings given earlier stay unless they are named again.
 */
export function configure(settings: ConnectionSettings): void {
  const previous = page.connection;
  page.settings = { ...page.settings, ...settings };
  if (!previous) return;
  const { cache } = replacePageConnection(previous);
  if (previous.cache !== cache) previous.cache.stop();
}

/**
 * Answers the context requests that no provider took, and hands the consumers over when a provider is upgraded later. Does
 * nothing the second time for the same document. Listens on the document, as a page may replace its `<html>`.
 */
export function servePageDefault(document: Document): void {
  if (page.documents.has(document)) return;
  page.documents.add(document);
  document.addEventListener('context-request', (event) => {
    const { context, contextTarget, callback, subscribe } = event as ContextEvent<typeof connectionContext>;
    if (context !== connectionContext) return;
    event.stopPropagation();
    // whoever asks again is the same asker, with the same way to stop
    const asker = page.askers.get(callback) ?? { element: contextTarget, stop: () => page.askers.delete(callback) };
    if (subscribe) page.askers.set(callback, asker);
    callback(pageConnection(), asker.stop);
  });
  document.addEventListener('context-provider', (event) => {
    if ((event as ContextEvent<typeof connectionContext>).context !== connectionContext) return;
    for (const [callback, { element }] of [...page.askers]) {
      element.dispatchEvent(new ContextEvent(connectionContext, element, callback, true));
    }
  });
}
