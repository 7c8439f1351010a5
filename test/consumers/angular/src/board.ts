import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'game-session-widgets/leaderboard';

@Component({
  selector: 'app-board',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<gs-leaderboard
    [attr.session-id]="id()"
    [limit]="5"
    loading="eager"
    (gs-load)="onLoad()"
  ></gs-leaderboard>`,
})
export class Board {
  readonly id = signal('gs_demo');

  onLoad(): void {
    document.body.dataset['loaded'] = 'true';
  }
}
