/**
 * The script of every worker; its name says which one it becomes. One entry, so that what workers share is one file for
 * the browser to load and keep. Small on purpose: a worker answers at once, its parts are chunks that load when needed.
 */
import '../shared/older-browsers.ts';
import { profile } from '../shared/profile.ts';
import { audioContract } from './audio/contract.ts';
import { decodeContract } from './decode/contract.ts';
import { feedsContract } from './feeds/contract.ts';
import { libraryContract } from './library/contract.ts';
import { serve } from './serve.ts';
import { storeContract } from './store/contract.ts';
import { tagsContract } from './tags/contract.ts';
import { widgetsContract } from './widgets/contract.ts';

const workers: Readonly<Record<string, () => void>> = {
  audio: () => serve(audioContract, () => import('./audio/analysis.ts').then((m) => m.createAudioApi())),
  decode: () => serve(decodeContract, (runtime) => import('./decode/api.ts').then((m) => m.createDecodeApi(runtime))),
  feeds: () => serve(feedsContract, (runtime) => import('./feeds/api.ts').then((m) => m.createFeedsApi(runtime))),
  library: () =>
    serve(libraryContract, (runtime) => import('./library/library-worker.ts').then((m) => m.createLibraryApi(runtime))),
  store: () => serve(storeContract, () => import('./store/api.ts').then((m) => m.createStoreApi())),
  tags: () => serve(tagsContract, () => import('./tags/tags-api.ts').then((m) => m.createTagsApi())),
  widgets: () =>
    serve(widgetsContract, (runtime) => import('./widgets/widgets-api.ts').then((m) => m.createWidgetsApi(runtime))),
};

const scope = globalThis as unknown as EventTarget & { readonly name: string };
const [role = ''] = scope.name.split('@');

/** What the page says before the gate has come waits. Without the gate nothing starts: the supervisor tries again. */
async function startClosed(): Promise<void> {
  const early: MessageEvent[] = [];
  const hold = (event: Event): void => void early.push(event as MessageEvent);
  scope.addEventListener('message', hold);
  (await import('../shared/no-network.ts')).closeNetwork(role);
  scope.removeEventListener('message', hold);
  workers[role]?.();
  for (const { data, ports } of early) {
    scope.dispatchEvent(new MessageEvent('message', { data: data as unknown, ports: [...ports] }));
  }
}

if (profile.network === 'none') void startClosed();
else workers[role]?.();
