import { TabulatorFull } from 'tabulator-tables';
import 'tabulator-tables/dist/css/tabulator.min.css';

const { document } = globalThis;

/** Its virtual DOM on, sorted by score, ranks by a row-number formatter: it knows no shared ranks. */
export function tabulator() {
  let table;
  return {
    mount: (box, rows) =>
      new Promise((resolve) => {
        const place = document.createElement('div');
        box.append(place);
        table = new TabulatorFull(place, {
          data: rows,
          index: 'playerId',
          height: 480,
          layout: 'fitColumns',
          initialSort: [{ column: 'score', dir: 'desc' }],
          columns: [
            { title: 'Rank', formatter: 'rownum', width: 80 },
            { title: 'Player', field: 'displayName' },
            { title: 'Score', field: 'score', sorter: 'number', width: 120 },
          ],
        });
        table.on('tableBuilt', () => resolve());
      }),
    update: async (rows) => {
      await table.replaceData(rows);
    },
  };
}
