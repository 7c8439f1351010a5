import { createGateway, mintToken } from 'game-session-gateway';

/** @type {import('game-session-gateway').GatewayConfig} */
const config = {
  origins: ['https://www.example.com'],
  meshmap: { url: 'https://meshmap.example.com', key: 'a-key-of-the-operator' },
  tokens: { secret: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==' },
};
const gateway = createGateway(config);
const { token } = await mintToken(config, { sub: 'pl_7', scp: ['sessions.read'] });
const response = await gateway.fetch(new Request('https://play.example.com/nothing'));
if (!token || response.status !== 404) throw new Error(`status ${response.status}`);
await gateway.close();
