// A static export, so that the built page can be opened from a file server; every page is rendered on the server once.
export default { output: 'export', devIndicators: false };
