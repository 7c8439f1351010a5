/** Loads the mock, which is a module of its own; the bundle in one file takes load-mock.single.ts instead. */
export const loadMock = () => import('../mock/index.js');
