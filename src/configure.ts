/** The script API without any element: settings for the page, languages, dialects of games, and the typed API client. */
export { createClient, type Client, type ClientConfig } from './api/client.js';
export { ApiError, type ErrorCode, type FieldIssue, type Service } from './api/error.js';
export type { ConnectionSettings } from './live/connection.js';
export { registerDialect, type Dialect } from './game/dialects.js';
export type { GameCommand, GameEvent } from './game/messages.js';
export { configure } from './shared/context.js';
export { registerTranslation, type Strings, type Translation } from './shared/localize.js';
