/** The command line: options in, one line out, an exit code at the end. Everything it touches comes through `CliIo`. */
import { createServer, type Server } from 'node:http';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Companion, createCompanion } from './companion.ts';
import { type Connections, trackConnections } from './connections.ts';
import { StartError } from './errors.ts';
import { defaultPort, listen } from './listen.ts';
import { openManagedSettings } from './managed-settings.ts';
import { createDiskCache } from './proxy/disk-cache.ts';

export interface CliIo {
  readonly version: string;
  readonly clientDir: string;
  /** One line to the terminal. */
  out(line: string): void;
  err(line: string): void;
  openBrowser(url: string): void;
  /** Aborted when the companion shall stop. */
  readonly stop: AbortSignal;
}

interface CliOptions {
  readonly photosDir: string | undefined;
  readonly port: number | null;
  readonly host: string;
  readonly open: boolean;
  readonly allowPrivate: readonly string[];
  readonly proxyToken: string | undefined;
  readonly services: readonly string[];
  readonly proxyCacheMb: number;
  readonly settingsFile: string | undefined;
}

/** In-flight requests get this long to finish. */
const stopGraceMs = 2000;
/** A connection that moves no byte for this long is closed. Event streams beat far more often. */
const idleConnectionMs = 120_000;

const defaultCacheMb = 512;

const help = `Usage: npm start -- [options]

  --photos DIR   offer the photos in this folder (and its subfolders)
  --port N       listen on this port (default: ${defaultPort}, or the next free one)
  --host HOST    listen on this address (default: 127.0.0.1, this device only)
  --open         open the browser
  --allow-private HOST
                 let the proxy for feeds fetch from this host of your own network (may be given again)
  --proxy-token TOKEN
                 with --host: let those who know TOKEN use the proxy for feeds
  --service URL  pass requests on to this service of yours, such as https://cloud.home, when its
                 photos are shown (may be given again)
  --proxy-cache MB
                 keep this much of the pictures it fetches on disk (default: ${defaultCacheMb}; 0 keeps none)
  --settings FILE
                 use the defaults in this JSON file on every screen, and lock what it locks
  --help         show this text
  --version      show the version`;

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new StartError(`“${text}” is not a port. Use a number from 0 to 65535.`);
  return port;
}

function parseOptions(argv: readonly string[]): CliOptions | 'help' | 'version' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        photos: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        open: { type: 'boolean' },
        'allow-private': { type: 'string', multiple: true },
        'proxy-token': { type: 'string' },
        service: { type: 'string', multiple: true },
        'proxy-cache': { type: 'string' },
        settings: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    }));
  } catch (error) {
    throw new StartError(explainArgs(error));
  }
  if (values.help) return 'help';
  if (values.version) return 'version';
  if (values.photos === '') throw new StartError('--photos needs a folder.');
  if (values.settings === '') throw new StartError('--settings needs a file.');
  if (values.host === '') throw new StartError('--host needs an address.');
  const proxyToken = values['proxy-token'];
  if (proxyToken !== undefined && proxyToken.length < 12) {
    throw new StartError('--proxy-token needs at least 12 characters, so that nobody guesses it.');
  }
  return {
    allowPrivate: (values['allow-private'] ?? []).map(privateHost),
    proxyToken,
    services: (values.service ?? []).map(serviceAddress),
    proxyCacheMb: parseMegabytes(values['proxy-cache']),
    settingsFile: values.settings === undefined ? undefined : resolve(values.settings),
    photosDir: values.photos === undefined ? undefined : resolve(values.photos),
    port: values.port === undefined ? null : parsePort(values.port),
    host: values.host ?? '127.0.0.1',
    open: values.open ?? false,
  };
}

/** Scheme, host and perhaps a path; no sign-in: that one comes with each request. */
function serviceAddress(text: string): string {
  const refuse = new StartError(
    `“${text}” is not the address of a service. Use --service https://cloud.home, for example.`,
  );
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse;
  }
  const isPlain = /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === '';
  if (!isPlain || url.hostname === '') throw refuse;
  return url.href;
}

function parseMegabytes(text: string | undefined): number {
  if (text === undefined) return defaultCacheMb;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new StartError(`“${text}” is not a number of megabytes. Use --proxy-cache 512, for example, or 0 for none.`);
}

/** Where this system keeps what may be thrown away. */
function cacheFolder(): string {
  const base =
    process.env['XDG_CACHE_HOME'] ??
    (process.platform === 'win32' ? process.env['LOCALAPPDATA'] : undefined) ??
    join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
  return join(base, 'afterimage', 'pictures');
}

/** A host as it stands in an address: no scheme, no path, no port. */
function privateHost(text: string): string {
  const host = text.toLowerCase().replace(/^\[|\]$/g, '');
  if (/^[\w.:-]+$/.test(host) && !/^[\w.-]+:\d*$/.test(host)) return host;
  throw new StartError(`“${text}” is not the name or address of a host. Use --allow-private nas.lan, for example.`);
}

function explainArgs(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const quoted = /'([^']+)'/.exec(message)?.[1] ?? '';
  const name = quoted.replace(/[ ,].*$/s, '');
  if (message.startsWith('Unknown option')) return `There is no option ${name}. Run with --help to see them all.`;
  if (message.startsWith('Unexpected argument')) {
    return `“${quoted}” was not expected. A folder of photos goes after --photos, in quotes when it contains spaces.`;
  }
  if (message.includes('does not take an argument')) return `${name} takes no value.`;
  return `${name || 'An option'} needs a value. Run with --help to see how.`;
}

/** The address a person can open. */
function addressOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

/** Lets running requests finish, up to `stopGraceMs`. */
async function stopServer(server: Server, connections: Connections, companion: Companion): Promise<void> {
  const closed = new Promise<void>((done) => {
    server.close(() => done());
  });
  await companion.close();
  connections.drain();
  const forced = setTimeout(() => server.closeAllConnections(), stopGraceMs);
  await closed;
  clearTimeout(forced);
}

async function serve(options: CliOptions, io: CliIo): Promise<void> {
  const companion = await createCompanion({
    version: io.version,
    host: options.host,
    clientDir: io.clientDir,
    proxy: {
      allowPrivate: options.allowPrivate,
      ...(options.proxyToken === undefined ? {} : { token: options.proxyToken }),
      ...(options.proxyCacheMb > 0
        ? { cache: createDiskCache(cacheFolder(), options.proxyCacheMb * 1024 * 1024) }
        : {}),
    },
    services: options.services,
    ...(options.photosDir === undefined ? {} : { photosDir: options.photosDir }),
    ...(options.settingsFile === undefined ? {} : { settings: await openManagedSettings(options.settingsFile) }),
  });
  const server = createServer((req, res) => companion.handle(req, res));
  server.setTimeout(idleConnectionMs);
  const connections = trackConnections(server);
  try {
    const address = addressOf(options.host, await listen(server, options.host, options.port));
    io.out(`Afterimage is showing at ${address}`);
    if (options.photosDir !== undefined) io.out(`Photos come from ${options.photosDir}`);
    if (options.settingsFile !== undefined) io.out(`Settings come from ${options.settingsFile}`);
    if (options.open) io.openBrowser(address);
  } catch (error) {
    await companion.close();
    throw error;
  }
  await new Promise<void>((done) => {
    if (io.stop.aborted) done();
    else io.stop.addEventListener('abort', () => done(), { once: true });
  });
  await stopServer(server, connections, companion);
}

/** Runs until `io.stop` is aborted. Resolves to the exit code; never rejects for anything the user did. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options === 'help') io.out(help);
    else if (options === 'version') io.out(io.version);
    else await serve(options, io);
    return 0;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    io.err(error.message);
    return 1;
  }
}
