/** Whether a host can only be reached from the machine or the network it is on: loopback, private ranges, `.local`. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  if (isLoopbackHost(host)) return true;
  if (/\.(local|internal|lan|home\.arpa)$/.test(host)) return true;
  if (/^f[cd][0-9a-f]{2}:|^fe80:/.test(host)) return true;
  if (/^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d{1,3})+$/.test(host)) return true;
  return false;
}

/** Whether a host is the machine itself. A page opened from a file has no host and counts as local. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return (
    host === '' ||
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}
