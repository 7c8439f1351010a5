// The package's main file also loads its Node-only limiters; the handler must run where there is no Node.
declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  import { RateLimiterMemory } from 'rate-limiter-flexible';
  export { RateLimiterMemory as default };
}
