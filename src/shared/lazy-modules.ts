/**
 * Lazy-loaded modules: code that only some pages, or some visits, need. A module is fetched once per page and shared by
 * all elements; a failed request is forgotten, so that the next use tries again.
 *
 *     const createForm = lazyModule('the form', () => import('./create-form.js'));
 */
import { ApiError, type Service } from '../api/error.js';

/** Whoever renders what the module brings. */
interface Host {
  requestUpdate(): void;
}

export class LazyModule<T> {
  /** The module, once it has loaded. */
  loaded?: T;
  readonly #name: string;
  readonly #import: () => Promise<T>;
  readonly #service: Service;
  readonly #hosts = new Set<Host>();
  #loading?: Promise<T>;

  constructor(name: string, load: () => Promise<T>, service: Service) {
    this.#name = name;
    this.#import = load;
    this.#service = service;
  }

  /** Settles with the request under way, also when that fails; undefined when there is none. */
  get pending(): Promise<unknown> | undefined {
    return this.loaded ? undefined : this.#loading?.catch(() => undefined);
  }

  /** Loads the module, or joins the request under way. Rejects with a retryable ApiError of code `network`. */
  load(): Promise<T> {
    this.#loading ??= this.#fetch().catch((cause: unknown) => {
      this.#loading = undefined;
      const message = `The code of ${this.#name} did not load`;
      throw new ApiError(message, { code: 'network', service: this.#service, retryable: true, cause });
    });
    return this.#loading;
  }

  /**
   * For rendering: the module, or undefined while it loads. The host is updated when it has arrived, once however often it
   * asks. After a failure `onError` is called, and the host's next update tries again.
   */
  request(host: Host, onError?: (error: ApiError) => void): T | undefined {
    if (this.loaded || this.#hosts.has(host)) return this.loaded;
    this.#hosts.add(host);
    void this.load()
      .then(
        () => host.requestUpdate(),
        (error: unknown) => onError?.(error as ApiError),
      )
      .finally(() => this.#hosts.delete(host));
    return undefined;
  }

  async #fetch(): Promise<T> {
    return (this.loaded = await this.#import());
  }
}

/**
 * @param name for the message of a failure: "the form"
 * @param load the `import()`
 * @param service whose part it is, for `error.service`; default `gateway`
 */
export const lazyModule = <T>(name: string, load: () => Promise<T>, service: Service = 'gateway'): LazyModule<T> =>
  new LazyModule(name, load, service);
