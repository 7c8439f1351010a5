/** This machine (a page opened from a file has no host at all), names that only a closed network knows, and private ranges. */
const PRIVATE =
  /^(?:|localhost|.*\.(?:localhost|local|internal|lan|home\.arpa)|::1|(?:f[cd][\da-f]{2}|fe80):.*|(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3})+)$/i;

/** Whether a host, as in `location.hostname`, can only be reached from the machine or the network that it is on. */
export const isPrivateHost = (hostname: string): boolean => PRIVATE.test(hostname.replace(/^\[|\]$/g, ''));
