// On the server nothing is registered, and nothing fails.
import 'game-session-widgets';
import { createClient } from 'game-session-widgets/api';
import { Board } from './board';

export default function Page() {
  const client = createClient({ gateway: { url: 'https://play.example.com/gs' } });
  return <Board id={typeof client.meshmap === 'object' ? 'gs_demo' : 'no client'} />;
}
