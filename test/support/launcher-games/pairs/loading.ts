import { connectGame } from '../../../../src/game/client.js';

connectGame().progress(0.25);
