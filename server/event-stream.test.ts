import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { rename, rm } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { putFiles, startCompanion, temporaryFolder, until } from './testing.ts';

interface Change {
  readonly available: boolean;
  readonly count: number;
  readonly revision: string;
}

/** Reads events as a browser's EventSource would. */
async function listen(port: number): Promise<{ events: Change[]; response: IncomingMessage; ended: () => boolean }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path: '/api/photos/events', agent: false }, resolve);
    req.on('error', reject);
    req.end();
    onTestFinished(() => void req.destroy());
  });
  const events: Change[] = [];
  let text = '';
  let ended = false;
  response.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
      if (data !== undefined) events.push(JSON.parse(data) as Change);
      text = text.slice(end + 2);
    }
  });
  response.on('close', () => (ended = true));
  response.on('error', () => (ended = true));
  return { events, response, ended: () => ended };
}

describe('the stream of changes', () => {
  it('begins with what is so now and tells every change', async () => {
    const photosDir = await temporaryFolder({ 'a.jpg': 'x' });
    const { port, listing } = await startCompanion({ photosDir });
    const { revision } = await listing();
    const { events, response } = await listen(port);
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
    await until(() => events.length > 0);
    expect(events[0]).toEqual({ available: true, count: 1, revision });
    await putFiles(photosDir, { 'b.jpg': 'x' });
    const added = await until(() => events.find((event) => event.count === 2));
    expect(added.revision).toBe((await listing()).revision);
    await rm(join(photosDir, 'a.jpg'));
    await until(() => events.at(-1)?.count === 1);
  });

  it('tells that the folder went and came', async () => {
    const photosDir = await temporaryFolder({ 'a.jpg': 'x' });
    const { port, listing } = await startCompanion({ photosDir });
    await listing();
    const { events } = await listen(port);
    await rename(photosDir, `${photosDir}.away`);
    await until(() => events.at(-1)?.available === false);
    await rename(`${photosDir}.away`, photosDir);
    await until(() => events.at(-1)?.available === true);
  });

  it('serves many pages, and each may leave', async () => {
    const photosDir = await temporaryFolder({ 'a.jpg': 'x' });
    const { port } = await startCompanion({ photosDir });
    const pages = await Promise.all(Array.from({ length: 5 }, () => listen(port)));
    pages[0]?.response.destroy();
    await putFiles(photosDir, { 'b.jpg': 'x' });
    for (const { events } of pages.slice(1)) await until(() => events.at(-1)?.count === 2);
  });

  it('refuses the page too many in a sentence', async () => {
    const photosDir = await temporaryFolder({});
    const { port, get } = await startCompanion({ photosDir });
    await Promise.all(Array.from({ length: 64 }, () => listen(port)));
    const answer = await get('/api/photos/events');
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('Too many pages');
  });

  it('answers HEAD and ends', async () => {
    const photosDir = await temporaryFolder({});
    const { get } = await startCompanion({ photosDir });
    expect((await get('/api/photos/events', {}, 'HEAD')).status).toBe(200);
  });
});
