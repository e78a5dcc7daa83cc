// Passes calls on to the decode worker; no supervisor, no app.
const worker = new Worker(new URL('./harness.worker.mjs', import.meta.url), { type: 'module' });
const waiting = new Map();
let sequence = 0;
worker.addEventListener('message', ({ data }) => {
  waiting.get(data.id)?.(data);
  waiting.delete(data.id);
});
globalThis.callDecoder = (method, ...args) => {
  const id = (sequence += 1);
  worker.postMessage({ id, method, args });
  return new Promise((resolve) => waiting.set(id, resolve));
};
globalThis.abortDecoder = (call) => worker.postMessage({ abort: call });
globalThis.callCount = () => sequence;
globalThis.harnessReady = true;
