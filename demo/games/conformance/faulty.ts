/** Makes the mistakes that games make, each once: the page around it has to find all of them. */
let port: MessagePort | undefined;
const send = (message: unknown) => port?.postMessage(message);

addEventListener('message', ({ data, ports }: MessageEvent<{ type?: unknown; nonce?: unknown } | undefined>) => {
  if (data?.type !== 'welcome' || !ports[0]) return;
  port = ports[0];
  send({ type: 'ready' }); // before the nonce
  send({ type: 'open', nonce: data.nonce });
  send({ type: 'progress', value: 40 }); // a percentage
  send({ type: 'progress', value: 0.6 });
  send({ type: 'progress', value: 0.5 }); // back
  send({ type: 'score', score: '7' }); // text
  send({ type: 'score', value: 7 }); // another name
  send({ type: 'roundStart' }); // no word
  send({ type: 'score', score: 7, player: 'pl_7' }); // a member too many
  send({ type: 'score', score: 7 }); // nothing new
  send('idle'); // no object
});

document.getElementById('round')?.addEventListener('click', () => {
  send({ type: 'busy' });
  send({ type: 'busy' }); // again
  send({ type: 'balance', amount: 12.5, currency: '€' });
});

parent.postMessage({ type: 'score', score: 7 }, '*'); // without a hello
parent.postMessage({ gs: 2, type: 'hello' }, '*'); // another version
parent.postMessage({ gs: 1, type: 'hello', id: 'faulty' }, '*');
