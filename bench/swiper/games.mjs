/** Games of 300 KB script each, every one on a site of its own: `game-7.localhost` is another site than `game-8.localhost`. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const SIZE = 300 * 1024;

/** The same code with other names and numbers for each game: a browser that knows one of them knows none of the others. */
function codeOf(game) {
  const parts = [`var world${game}=[];`];
  let size = 0;
  for (let i = 0; size < SIZE; i++) {
    const name = `step_${game}_${i}`;
    const part = `function ${name}(state,time){var a=state.x*${i % 17}+time,b=Math.sin(a+${game});state.x=(state.x+b*${(i % 7) + 1})%997;if(state.x<0){state.x+=997}return{id:${i},x:state.x,label:"${name}"}}world${game}.push(${name});`;
    parts.push(part);
    size += part.length;
  }
  // every function is compiled and run, as in a game that builds its first scene
  parts.push(
    `var state${game}={x:${game}},scene=[];for(var r=0;r<4;r++)for(var f of world${game})scene.push(f(state${game},r));`,
  );
  return parts.join('\n');
}

/** Serves as many games as are asked for. `loads` says how often each was loaded; `close()` ends it. */
export async function serveGames() {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('./game.ts', import.meta.url)), formats: ['iife'], name: 'benchGame' },
    },
  });
  const player = [built].flat()[0].output[0].code;
  const loads = new Map();
  const server = createServer(({ url, headers }, response) => {
    const game = Number(/^game-(\d+)\./.exec(headers.host)?.[1] ?? 0);
    response.setHeader('cache-control', 'no-store');
    if (url === '/game.js') {
      response.setHeader('content-type', 'text/javascript');
      return response.end(`var gameNumber=${game};\n${codeOf(game)}\n${player}`);
    }
    if (url === '/favicon.ico') return response.writeHead(404).end();
    loads.set(game, (loads.get(game) ?? 0) + 1);
    response.setHeader('content-type', 'text/html');
    response.end(
      '<!doctype html><style>html,body,canvas{margin:0;block-size:100%;inline-size:100%;display:block}</style><canvas width=400 height=400></canvas><script src="/game.js"></script>',
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return { port, loads, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}
