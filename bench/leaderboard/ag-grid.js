import { AllCommunityModule, createGrid, ModuleRegistry, themeQuartz } from 'ag-grid-community';

ModuleRegistry.registerModules([AllCommunityModule]);

/** Rows by id, sorted by score, rank from the row's place; animation off as for everybody. */
export function agGrid() {
  let api;
  return {
    mount: (box, rows) =>
      new Promise((resolve) => {
        box.style.height = '480px';
        api = createGrid(box, {
          theme: themeQuartz,
          rowData: rows,
          getRowId: ({ data }) => data.playerId,
          rowHeight: 44,
          animateRows: false,
          columnDefs: [
            { headerName: 'Rank', valueGetter: ({ node }) => (node?.rowIndex ?? 0) + 1, width: 80 },
            { headerName: 'Player', field: 'displayName', flex: 1 },
            { headerName: 'Score', field: 'score', sort: 'desc', width: 120 },
          ],
          onFirstDataRendered: () => resolve(),
        });
      }),
    update: (rows) => api.setGridOption('rowData', rows),
  };
}
