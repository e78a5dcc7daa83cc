/** Page code that reaches for worker-only names does not compile. */
export const scope: DedicatedWorkerGlobalScope | null = null;
export const load = () => importScripts('/x.js');
