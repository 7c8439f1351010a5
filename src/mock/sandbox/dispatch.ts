import { type Answer, type Call, matchPath, type Operation, type Service } from './service.js';
import { type Failure, type Faults, takeFailure } from './fault-injection.js';
import { corsFor, damaged, type Delay, hang, htmlPage, preflight, respond } from './http.js';

export interface FoundOperation {
  service: Service;
  operation: Operation;
  params: Record<string, string>;
}

export interface IncomingRequest {
  request: Request;
  url: URL;
  text: string;
  found: FoundOperation | undefined;
  chance: (what: string) => number;
}

/** What delivery needs to know of the sandbox. */
export interface Post {
  switches: Faults;
  now: () => number;
  delay: Delay;
}

/** Brings a call to its operation and the answer back, with everything the switches put in the way. */
export async function dispatch(arrival: IncomingRequest, { switches, now, delay }: Post): Promise<Response> {
  const { request, found } = arrival;
  const cors = corsFor(request, switches);
  if (request.method === 'OPTIONS') return preflight(cors);
  const headers = { date: new Date(now() + switches.clockSkew).toUTCString(), ...cors };
  const wait = waitFor(switches, arrival.chance('latency'));
  if (wait > 0) await delay(wait, request.signal);
  if (request.signal.aborted) return hang(request.signal);
  if (!found) return respond({ status: 404, body: { error: 'Not found' } }, headers);
  const failure = takeFailure(switches, found.operation.name, arrival.chance('failure'));
  const early = failure && (await failEarly(failure, found, request.signal, headers));
  if (early) return early;
  const answer = await perform(arrival, found);
  if (failure?.kind === 'lost-answer') throw new TypeError('Failed to fetch');
  return failure ? damaged(answer, failure, headers, delay, request.signal) : respond(answer, headers);
}

function waitFor({ latency }: Faults, chance: number): number {
  if (typeof latency === 'number') return latency;
  return latency[0] + (latency[1] - latency[0]) * chance;
}

/** The operation for a method and path. */
export function findOperation(services: readonly Service[], method: string, path: string): FoundOperation | undefined {
  for (const service of services) {
    if (!path.startsWith(`${service.prefix}/`)) continue;
    const rest = path.slice(service.prefix.length);
    for (const operation of service.operations) {
      const params = operation.method === method ? matchPath(operation.path, rest) : undefined;
      if (params) return { service, operation, params };
    }
  }
  return undefined;
}

async function perform(
  { request, url, text }: IncomingRequest,
  { service, operation, params }: FoundOperation,
): Promise<Answer> {
  const call: Call = { request, url, params, query: url.searchParams, body: parse(text) };
  return (operation.open ? undefined : service.guard(call)) ?? (await operation.handle(call));
}

function parse(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const refusals: Partial<Record<Failure['kind'], [status: number, message: string]>> = {
  'rate-limited': [429, 'Too many requests'],
  unauthorized: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  'not-found': [404, 'Not found'],
  'server-error': [500, 'Internal server error'],
  unavailable: [503, 'Service unavailable'],
};

/** Failures that happen before the operation does anything; undefined for those that damage its answer. */
async function failEarly(
  { kind, retryAfter, answer }: Failure,
  { service, operation }: FoundOperation,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<Response | undefined> {
  const refusal = refusals[kind];
  if (refusal) {
    const refused = service.failure(refusal[0], refusal[1]);
    return respond(
      { ...refused, headers: kind === 'rate-limited' ? { 'retry-after': String(retryAfter ?? 1) } : {} },
      headers,
    );
  }
  switch (kind) {
    case 'html-502':
      return htmlPage(502, headers);
    case 'html-200':
      return htmlPage(200, headers);
    case 'success-false':
      return respond(
        {
          status: operation.name.startsWith('start') ? 201 : 200,
          body: { success: false, message: 'The provider did not answer' },
        },
        headers,
      );
    case 'status-error':
      return respond({ status: 200, body: { data: [], status: 'error' } }, headers);
    case 'bare':
      return respond({ status: 200, body: {} }, headers);
    case 'answer': {
      const { status = 200, body, text, headers: own } = answer ?? {};
      if (text === undefined) return respond({ status, body, headers: own }, headers);
      return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers, ...own } });
    }
    case 'network':
      throw new TypeError('Failed to fetch');
    case 'hang':
      return hang(signal);
    default:
      return undefined;
  }
}
