import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CliIo, runCli } from './cli.ts';
import { defaultPort, listen } from './listen.ts';
import { openCommand } from './open-browser.ts';
import { explainFolder } from './photo-routes.ts';
import { send, temporaryFolder, until } from './testing.ts';

async function start(argv: readonly string[]) {
  const clientDir = await temporaryFolder({ 'index.html': 'the page' });
  const out: string[] = [];
  const err: string[] = [];
  const opened: string[] = [];
  const stop = new AbortController();
  const io: CliIo = {
    version: '1.2.3',
    clientDir,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    openBrowser: (url) => opened.push(url),
    stop: stop.signal,
  };
  const exit = runCli(argv, io);
  onTestFinished(async () => {
    stop.abort();
    await exit;
  });
  return { out, err, opened, exit, stop: () => stop.abort() };
}

/** Started and listening; the port it chose. */
async function started(argv: readonly string[]) {
  const cli = await start(argv);
  const line = await until(() => cli.out.find((text) => text.startsWith('Afterimage is showing at ')));
  const url = line.replace('Afterimage is showing at ', '');
  return { ...cli, url, port: Number(new URL(url).port) };
}

async function takenPort(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

describe('npm start', () => {
  it('serves the page and says where', async () => {
    const { url, port, exit, stop, err } = await started(['--port', '0']);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect((await send(port, '/')).text).toBe('the page');
    stop();
    expect(await exit).toBe(0);
    expect(err).toEqual([]);
    await expect(send(port, '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('offers the photos and opens the browser when asked', async () => {
    const folder = await temporaryFolder({ 'a.jpg': 'x' });
    const { out, opened, url, port } = await started(['--port', '0', '--photos', folder, '--open']);
    await until(() => opened.length > 0);
    expect(opened).toEqual([url]);
    expect(out[1]).toBe(`Photos come from ${folder}`);
    expect((await send(port, '/photos/a.jpg')).text).toBe('x');
  });

  it('without --port takes the next free one when 4400 is taken', async () => {
    const blocker = createServer();
    // Taken by us or by somebody else: either way the companion has to move on.
    await new Promise<void>((done) => {
      blocker.once('error', () => done());
      blocker.listen(defaultPort, '127.0.0.1', done);
    });
    onTestFinished(() => void blocker.close());
    const { port } = await started([]);
    expect(port).toBeGreaterThan(defaultPort);
    expect((await send(port, '/health')).status).toBe(200);
  });

  it.each([['--help'], ['-h']])('%s explains every option', async (flag) => {
    const { exit, out } = await start([flag]);
    expect(await exit).toBe(0);
    for (const option of [
      '--photos',
      '--port',
      '--host',
      '--open',
      '--allow-private',
      '--proxy-token',
      '--settings',
      '--version',
    ])
      expect(out[0]).toContain(option);
  });

  it('lets the proxy into the hosts of --allow-private and into no others', async () => {
    const inside = createServer((_req, res) => void res.end('<rss/>'));
    await new Promise<void>((done) => {
      inside.listen(0, '127.0.0.1', done);
    });
    onTestFinished(() => void inside.close());
    const { port: insidePort } = inside.address() as AddressInfo;
    const { port } = await started(['--port', '0', '--allow-private', 'localhost', '--allow-private', '[::1]']);
    const ask = (host: string) =>
      send(port, `/proxy/feed?url=${encodeURIComponent(`http://${host}:${insidePort}/`)}`, {
        headers: { 'sec-fetch-site': 'same-origin' },
      });
    expect((await ask('localhost')).text).toBe('<rss/>');
    expect((await ask('127.0.0.1')).status).toBe(403);
  });

  it('hands out the settings of --settings to its own page only, and an empty answer without', async () => {
    const folder = await temporaryFolder({
      's.json': '{"settings":{"display":{"fit":"fit"}},"locked":["display.fit"]}',
    });
    const { out, port } = await started(['--port', '0', '--settings', join(folder, 's.json')]);
    expect(out.join()).toContain('Settings come from');
    const { text } = await send(port, '/settings.json', { headers: { 'sec-fetch-site': 'same-origin' } });
    expect(JSON.parse(text)).toEqual({ settings: { display: { fit: 'fit' } }, locked: ['display.fit'] });
    expect((await send(port, '/settings.json', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    const plain = await started(['--port', '0']);
    expect(JSON.parse((await send(plain.port, '/settings.json')).text)).toEqual({});
  });

  it('--version says the version and nothing else', async () => {
    const { exit, out } = await start(['--version']);
    expect(await exit).toBe(0);
    expect(out).toEqual(['1.2.3']);
  });
});

describe('one clear line and exit code 1', () => {
  it.each([
    [['--photoz', 'x'], 'There is no option --photoz. Run with --help to see them all.'],
    [['--settings='], '--settings needs a file.'],
    [['--settings', '/no/such.json'], 'The settings file “/no/such.json” is not there. Check its name.'],
    [['-x'], 'There is no option -x. Run with --help to see them all.'],
    [
      ['Pictures'],
      '“Pictures” was not expected. A folder of photos goes after --photos, in quotes when it contains spaces.',
    ],
    [['--photos'], '--photos needs a value. Run with --help to see how.'],
    [['--port'], '--port needs a value. Run with --help to see how.'],
    [['--photos', '--open'], '--photos needs a value. Run with --help to see how.'],
    [['--open=yes'], '--open takes no value.'],
    [['--photos='], '--photos needs a folder.'],
    [['--host='], '--host needs an address.'],
    [['--port', '70000'], '“70000” is not a port. Use a number from 0 to 65535.'],
    [['--port', '80a'], '“80a” is not a port. Use a number from 0 to 65535.'],
    [['--port=-1'], '“-1” is not a port. Use a number from 0 to 65535.'],
    [['--port', '1.5'], '“1.5” is not a port. Use a number from 0 to 65535.'],
    [['--proxy-token', 'short'], '--proxy-token needs at least 12 characters, so that nobody guesses it.'],
    [
      ['--allow-private', 'http://nas/'],
      '“http://nas/” is not the name or address of a host. Use --allow-private nas.lan, for example.',
    ],
    [
      ['--allow-private', 'nas:80'],
      '“nas:80” is not the name or address of a host. Use --allow-private nas.lan, for example.',
    ],
    [['--port='], '“” is not a port. Use a number from 0 to 65535.'],
    [
      ['--port', '0', '--photos', '/no/such/folder'],
      'There is no folder “/no/such/folder”. Check the path after --photos.',
    ],
    [
      ['--port', '0', '--host', '203.0.113.7'],
      '“203.0.113.7” is not an address of this device. Use --host 127.0.0.1 or --host 0.0.0.0.',
    ],
  ])('%j', async (argv, line) => {
    const { exit, err, out } = await start(argv);
    expect(await exit).toBe(1);
    expect(err).toEqual([line]);
    expect(out).toEqual([]);
  });

  it('for a file in place of a folder', async () => {
    const folder = await temporaryFolder({ 'a.jpg': 'x' });
    const file = join(folder, 'a.jpg');
    const { exit, err } = await start(['--port', '0', '--photos', file]);
    expect(await exit).toBe(1);
    expect(err).toEqual([`“${file}” is a file. Give --photos the folder it is in.`]);
  });

  it('for a port that is taken and was asked for', async () => {
    const { port } = await takenPort();
    const { exit, err } = await start(['--port', String(port)]);
    expect(await exit).toBe(1);
    expect(err).toEqual([`Port ${port} is taken. Choose another with --port, or leave --port out to get a free one.`]);
  });

  it('for a folder that may not be read', () => {
    expect(explainFolder('/srv/photos', 'EACCES')).toBe(
      'The folder “/srv/photos” may not be read. Choose another, or allow reading it.',
    );
    expect(explainFolder('/x', 'EIO')).toBe('The folder “/x” cannot be opened (EIO). Choose another.');
  });
});

describe('stopping', () => {
  it('lets a running answer finish, and takes no new ones', async () => {
    const content = Buffer.alloc(12_000_000, 'x');
    const folder = await temporaryFolder({ 'large.jpg': content });
    const { port, stop, exit } = await started(['--port', '0', '--photos', folder]);
    const received = new Promise<number>((resolve, reject) => {
      const req = request({ host: '127.0.0.1', port, path: '/photos/large.jpg', agent: false }, (res) => {
        let bytes = 0;
        // The answer has begun and is far from done: stop now.
        stop();
        res.on('data', (chunk: Buffer) => (bytes += chunk.length));
        res.on('end', () => resolve(bytes));
        res.on('error', reject);
      });
      req.on('error', reject);
      req.end();
    });
    expect(await received).toBe(content.length);
    expect(await exit).toBe(0);
    await expect(send(port, '/health')).rejects.toThrow('ECONNREFUSED');
  });

  it('ends event streams and idle connections at once', async () => {
    const folder = await temporaryFolder({});
    const { port, stop, exit } = await started(['--port', '0', '--photos', folder]);
    const idle = connect(port, '127.0.0.1');
    const stream = send(port, '/api/photos/events');
    await until(async () => (await send(port, '/health')).status === 200);
    const ended = stream.then(
      () => 'ended',
      () => 'ended',
    );
    stop();
    expect(await ended).toBe('ended');
    expect(await exit).toBe(0);
    idle.destroy();
  });

  it('before it has begun is no error', async () => {
    const { stop, exit } = await start(['--port', '0']);
    stop();
    expect(await exit).toBe(0);
  });
});

describe('listening', () => {
  it('does not look for another port when the fault is not a taken one', async () => {
    await expect(listen(createServer(), 'no.such.host.invalid', null)).rejects.toThrow(
      'is not an address of this device',
    );
  });
});

describe('opening the browser', () => {
  it.each(['linux', 'freebsd', 'darwin', 'win32'] as const)(
    'hands the address over as one argument on %s',
    (platform) => {
      const url = 'http://127.0.0.1:4400/?set.display.fit=fit&x="$(id)"';
      expect(openCommand(url, platform).args.at(-1)).toBe(url);
      expect(openCommand(url, platform).command).not.toMatch(/cmd|sh$/);
    },
  );
});
