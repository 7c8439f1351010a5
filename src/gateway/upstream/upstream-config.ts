/** Urls and authentication headers of the configured services. */
import type { GatewaySettings } from '../config/config.js';
import type { Target } from './upstream-request.js';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** One target per configured service. */
export function upstreamTargets({ meshmap, iplaygames, vaix }: GatewaySettings): Target[] {
  const list: Target[] = [];
  if (meshmap) {
    list.push({ service: 'meshmap', url: meshmap.url, key: meshmap.key, headers: (key) => ({ 'x-app-api-key': key }) });
  }
  if (iplaygames) {
    const { url = 'https://api.iplaygames.ai', key } = iplaygames;
    list.push({ service: 'iplaygames', url, key, headers: bearer });
  }
  if (vaix) {
    const { url = 'https://api.vaix.ai', key, clientId, authenticationMethod } = vaix;
    const headers = (text: string) => ({
      ...bearer(text),
      'x-vaix-client-id': clientId,
      ...(authenticationMethod ? { 'x-vaix-authentication-method': authenticationMethod } : {}),
    });
    list.push({ service: 'vaix', url, key, headers });
  }
  return list;
}
