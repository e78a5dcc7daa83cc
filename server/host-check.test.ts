import { describe, expect, it } from 'vitest';
import { startCompanion, temporaryFolder } from './testing.ts';

describe('the Host header', () => {
  it.each(['localhost', 'LOCALHOST:4400', '127.0.0.1:1', '127.0.0.1', '[::1]:4400'])(
    '%s is this device',
    async (host) => {
      const { get } = await startCompanion();
      expect((await get('/health', { host })).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'evil.example:4400',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.0.5',
    '[::2]',
  ])('%s is refused', async (host) => {
    const { get } = await startCompanion({ clientDir: await temporaryFolder({ 'index.html': 'page' }) });
    for (const path of ['/', '/health', '/api/companion']) {
      const answer = await get(path, { host });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('page');
    }
  });

  it('may be anything once the companion was opened to the network', async () => {
    const { get } = await startCompanion({ host: '0.0.0.0' });
    expect((await get('/health', { host: 'frame.lan:4400' })).status).toBe(200);
  });
});

describe('another website', () => {
  it.each(['cross-site', 'same-site'])('gets neither photos nor lists (%s)', async (site) => {
    const photosDir = await temporaryFolder({ 'a.jpg': 'private' });
    const { get } = await startCompanion({ photosDir });
    for (const path of ['/photos/a.jpg', '/api/photos', '/api/photos/events', '/api/companion', '/health']) {
      expect((await get(path, { 'sec-fetch-site': site })).status).toBe(403);
    }
  });

  it.each(['same-origin', 'none'])('is not us (%s)', async (site) => {
    const photosDir = await temporaryFolder({ 'a.jpg': 'private' });
    const { get } = await startCompanion({ photosDir });
    expect((await get('/photos/a.jpg', { 'sec-fetch-site': site })).text).toBe('private');
  });
});

describe('methods', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused everywhere', async (method) => {
    const clientDir = await temporaryFolder({ 'index.html': 'page' });
    const photosDir = await temporaryFolder({ 'a.jpg': 'jpeg' });
    const { get } = await startCompanion({ clientDir, photosDir });
    for (const path of ['/', '/health', '/api/companion', '/api/photos', '/photos/a.jpg']) {
      const answer = await get(path, {}, method);
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD');
    }
  });
});
