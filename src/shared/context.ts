/** The context of the connection: an element's is the nearest provider's, else the page's own. */
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
  /** Documents whose context requests are answered. */
  documents: WeakSet<Document>;
  /** Subscribed consumers: their element, and the way to unsubscribe. */
  consumers: Map<ContextCallback<Connection>, { element: Element; stop: () => void }>;
}

/** One per page, also for two copies of the bundle. It starts with the settings of the script tag. */
const page = pageGlobal<PageDefault>('page', () => ({
  settings: pageGlobal<ConnectionSettings>('settings', () => ({})),
  documents: new WeakSet(),
  consumers: new Map(),
}));

const pageConnection = (): Connection => page.connection ?? replacePageConnection();

/**
 * Connects by the page's settings of now, and hands the new connection to all consumers. No element stands for the page, so
 * the document emits `gs-token-expired` of its token.
 */
function replacePageConnection(previous?: Connection): Connection {
  const connection = connect(page.settings, previous);
  page.connection = connection;
  page.unlisten?.();
  const { tokens, cache } = connection;
  const unlisten = [
    tokens?.onExpired(() => document.dispatchEvent(new CustomEvent('gs-token-expired'))),
    tokens?.onOtherPlayer(() => {
      replacePageConnection();
      cache.stop();
    }),
  ];
  page.unlisten = () => unlisten.forEach((stop) => stop?.());
  for (const [callback, { stop }] of [...page.consumers]) callback(connection, stop);
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
    // who requests again is the same consumer, with the same way to unsubscribe
    const consumer = page.consumers.get(callback) ?? {
      element: contextTarget,
      stop: () => page.consumers.delete(callback),
    };
    if (subscribe) page.consumers.set(callback, consumer);
    callback(pageConnection(), consumer.stop);
  });
  document.addEventListener('context-provider', (event) => {
    if ((event as ContextEvent<typeof connectionContext>).context !== connectionContext) return;
    for (const [callback, { element }] of [...page.consumers]) {
      element.dispatchEvent(new ContextEvent(connectionContext, element, callback, true));
    }
  });
}
