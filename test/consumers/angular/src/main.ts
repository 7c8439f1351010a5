import { bootstrapApplication } from '@angular/platform-browser';
import { configure } from 'game-session-widgets/configure';
import { Board } from './board';

configure({ mock: 'live' });
bootstrapApplication(Board).catch((error: unknown) => console.error(error));
