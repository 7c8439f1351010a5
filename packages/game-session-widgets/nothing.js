// The module of the type entries: there is nothing to run.
export {};
