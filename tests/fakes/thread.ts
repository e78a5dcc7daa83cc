/** Runs one of our files in a real second thread: the file, stripped of its types, with a few lines after it. */
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { transformWithOxc } from 'vite';

/** `source` must import nothing. `body` sees its exports, `data`, and `say(message)`. */
export async function startThread(source: URL, body: string, data: unknown): Promise<Worker> {
  const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source.pathname);
  const script = `import { parentPort, workerData as data } from 'node:worker_threads';
const say = (message) => parentPort.postMessage(message);
${code}
${body}`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), { workerData: data });
}
