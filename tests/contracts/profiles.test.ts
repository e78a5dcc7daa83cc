/**
 * Profiles are worlds apart only if everything that a browser keeps or carries under a name takes that name from `profiled`, and
 * every worker takes its from `workerName`. Here all code is read, and what does otherwise is either listed with its reason or refused.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../src/', import.meta.url));

/** What belongs to the device or the origin, or has no name to share; as `file: name`. */
const ofAllProfiles: Readonly<Record<string, string>> = {
  "app/offline.ts: 'afterimage.isolation-reload'": 'the headers of a tab are the same for every profile',
  'app/offline.ts: reloadGuard': 'the headers of a tab are the same for every profile',
  'shared/lock-database.ts: name': 'the lock of kiosk mode is of the device: another profile must not open it',
  "shared/lock-database.ts: 'afterimage-lock'":
    'the lock of kiosk mode is of the device: another profile must not open it',
  'shared/offline-code.ts: cacheName': 'the app’s own code is of the origin',
  "shared/offline-code.ts: 'afterimage-assets'": 'the app’s own code is of the origin',
  "sw.ts: 'afterimage-assets'": 'the app’s own code is of the origin',
  "shared/profile.ts: 'afterimage.profiles'": 'the list of profiles itself',
  "shared/profile.ts: 'afterimage.unsaved'": 'read through `profiled` wherever it is used',
  "shared/profile.ts: 'afterimage.transition-at-work'": 'read through `profiled` wherever it is used',
  "shared/profile.ts: 'afterimage.remote.next'": 'read through `profiled` wherever it is used',
  "shared/profile.ts: 'afterimage.widgets'": 'read through `profiled` wherever it is used',
  "shared/profile.ts: 'afterimage.music'": 'read through `profiled` wherever it is used',
  'app/panel-host.ts: name': 'deletes what it has picked by its own profile’s names',
  'workers/store/settings-files.ts: name': 'removes a profile that is not the open one, by its mark',
  'workers/store/settings-files.ts: cache': 'removes a profile that is not the open one, by its mark',
  'workers/store/settings-files.ts: getDirectory': 'removes a profile that is not the open one, by its mark',
  'workers/decode/open.ts: getDirectory': 'follows a path that the store worker has written, profile included',
  'workers/library/look.ts: getDirectory': 'follows a path that the store worker has written, profile included',
  'workers/serve.ts: hello.lifeLock': 'a name that no other thread has',
  'workers/supervisor/platform.ts: lockName': 'a name that no other thread has',
  // Names that nothing is kept or carried under.
  "shared/settings-file.ts: 'afterimage-settings'": 'what a backup calls itself',
  "shared/worker-wire.ts: 'afterimage.hello'": 'a kind of message on a port',
  "workers/supervisor/link.ts: 'afterimage.hello'": 'a kind of message on a port',
  "shared/milkdrop-link.ts: 'afterimage-milkdrop'": 'a kind of message to a frame',
  "shared/audio-link.ts: 'afterimage-capture'": 'a kind of audio node',
  "workers/audio/capture.worklet.ts: 'afterimage-capture'": 'a kind of audio node',
  "ui/sound/choose-music.ts: 'afterimage-music'": 'where the file picker begins is of the person',
  "app/kept-photos.ts: 'afterimage-copies'": 'where the file picker begins is of the person',
  "sources/folder/index.ts: 'afterimage-photos'": 'where the file picker begins is of the person',
  "app/library/marks.ts: 'afterimage-favourites.json'": 'a file that is saved',
};

const argument = String.raw`\s*((?:[\w.$?!]+\([^()]*\)|[^,();]|\(\))+)`;
const openers = [
  String.raw`\bopenDB(?:<[^(]*>)?\(`,
  String.raw`\bindexedDB\.(?:open|deleteDatabase)\(`,
  String.raw`\bnew BroadcastChannel\(`,
  String.raw`\b(?:caches|shelf)\??\.(?:open|delete)\(`,
  String.raw`\blocks\??\.request\(`,
  String.raw`\b(?:local|session)Storage\??\.(?:get|set|remove)Item\(`,
].map((opener) => new RegExp(opener + argument, 'g'));

/** What in this code has a name that other profiles share. */
function shared(given: string): string[] {
  const code = given.replace(/^\s*(?:\/?\*|\/\/).*$/gm, '');
  const isProfiled = (name: string): boolean =>
    name.startsWith('profiled(') ||
    (/^\w+$/.test(name) && new RegExp(String.raw`\b(?:const )?${name} = profiled\(`).test(code));
  const found: string[] = [];
  for (const opener of openers) {
    for (const [, name = ''] of code.matchAll(opener)) if (!isProfiled(name.trim())) found.push(name.trim());
  }
  for (const [, name = ''] of code.matchAll(/(?<!profiled\()('afterimage[.-][\w.-]+')/g)) found.push(name);
  for (const [whole] of code.matchAll(/\bnew (?:Shared)?Worker\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g)) {
    if (!/\bname: workerName\(/.test(whole)) found.push(whole.slice(0, 60));
  }
  if (/\bgetDirectory\b\??\.?\(/.test(code) && !/\bprofiled\(/.test(code)) found.push('getDirectory');
  return [...new Set(found)];
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));

describe('what is kept or carried under a name', () => {
  it('belongs to one profile, or is listed here with its reason', () => {
    expect(files.length).toBeGreaterThan(200);
    const found = files.flatMap((file) => shared(readFileSync(root + file, 'utf8')).map((name) => `${file}: ${name}`));
    expect(found.toSorted()).toEqual(Object.keys(ofAllProfiles).toSorted());
  });

  it('is noticed when it does not', () => {
    const worker = `new Worker(new URL('../entry.worker.ts', import.meta.url), { type: 'module', name:`;
    expect(shared(`${worker} 'decode' })`)).toHaveLength(1);
    expect(shared(`${worker} workerName('decode') })`)).toEqual([]);
    expect(shared(`openDB<Rows>('rows', 2, {})`)).toEqual(["'rows'"]);
    expect(shared(`openDB<Rows>(profiled('rows'), 2, {})`)).toEqual([]);
    expect(shared(`indexedDB.open(name)`)).toEqual(['name']);
    expect(shared(`const name = profiled('rows');\nindexedDB.open(name)`)).toEqual([]);
    expect(shared(`new BroadcastChannel('tabs')`)).toEqual(["'tabs'"]);
    expect(shared(`await caches.open('pictures')`)).toEqual(["'pictures'"]);
    expect(shared(`navigator.locks.request(one, run)`)).toEqual(['one']);
    expect(shared(`localStorage.setItem('note', text)`)).toEqual(["'note'"]);
    expect(shared(`const key = 'afterimage.note';`)).toEqual(["'afterimage.note'"]);
    expect(shared(`await navigator.storage.getDirectory()`)).toEqual(['getDirectory']);
  });
});
