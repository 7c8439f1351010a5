/** Host names, as in `location.hostname` and `URL.hostname`, of this machine and of closed networks. */

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
/** Names without public DNS, and private address ranges; a page opened from a file has no host at all. */
const PRIVATE =
  /^(?:|.+\.(?:local|internal|lan|home\.arpa)|\[(?:f[cd][\da-f]{2}|fe80):.*|(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3})+)$/i;

/** Whether a host is the machine itself. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/** Whether a host can only be reached from the machine or the network that it is on. */
export const isPrivateHost = (hostname: string): boolean => isLoopback(hostname) || PRIVATE.test(hostname);
