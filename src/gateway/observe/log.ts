/** Structured log: JSON lines without keys, tokens, query strings or names. */
import type { Clock } from '../../api/clock.js';

/** One line. Values are short texts and numbers; `reason` is the only one that may contain foreign text, and is redacted. */
export interface LogLine {
  time: string;
  level: 'info' | 'warn' | 'error';
  event: string;
  requestId?: string;
  /** Path template, never the path itself. */
  route?: string;
  method?: string;
  status?: number;
  ms?: number;
  service?: string;
  code?: string;
  upstreamStatus?: number;
  reason?: string;
}

/** Writes a line; the time is added. */
export type Log = (line: Omit<LogLine, 'time'>) => void;

const MAX_REASON = 300;

/** Makes a function that removes known secrets, and all that looks like a token, an e-mail address or a query string. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length > 3).sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text.slice(0, MAX_REASON * 8);
    for (const secret of known) clean = clean.replaceAll(secret, '***');
    return clean
      .replace(/\b(Bearer|Basic)\s+\S+/gi, '$1 ***')
      .replace(/[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, '***')
      .replace(/\?[^\s"'<>]+/g, '?***')
      .replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, '***')
      .replace(/[A-Za-z\d_-]{32,}/g, '***')
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .slice(0, MAX_REASON);
  };
}

/** Makes the log of a gateway. A log function that throws does not fail the request. */
export function createLog(
  clock: Clock,
  secrets: readonly string[],
  log: ((line: LogLine) => void) | false = (line) => console.log(JSON.stringify(line)),
): Log {
  if (log === false) return () => undefined;
  const redact = redactor(secrets);
  return (line) => {
    const { reason, ...rest } = line;
    try {
      log({
        time: new Date(clock.now()).toISOString(),
        ...rest,
        ...(reason === undefined ? {} : { reason: redact(reason) }),
      });
    } catch (error) {
      console.error('The log function of the gateway failed.', error);
    }
  };
}
