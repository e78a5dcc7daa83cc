/** Opens the port, or says in one line why not. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorCode, StartError } from './errors.ts';

export const defaultPort = 4400;
const attempts = 100;

function tryListen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      server.off('error', onError);
      server.off('listening', onListening);
      done();
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onListening = () => settle(resolve);
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, host);
  });
}

function explain(error: unknown, port: number, host: string): StartError {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is taken. Choose another with --port, or leave --port out to get a free one.`,
      );
    case 'EACCES':
      return new StartError(`Port ${port} needs more rights than you have. Choose one above 1023 with --port.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(`“${host}” is not an address of this device. Use --host 127.0.0.1 or --host 0.0.0.0.`);
    default:
      return new StartError(`The companion cannot listen on ${host}, port ${port} (${errorCode(error) || 'unknown'}).`);
  }
}

/**
 * Listens on `port`, or with null on 4400 or the next free one. Resolves to the port.
 * Throws `StartError`.
 */
export async function listen(server: Server, host: string, port: number | null): Promise<number> {
  const first = port ?? defaultPort;
  const last = port === null ? first + attempts - 1 : first;
  for (let candidate = first; ; candidate++) {
    try {
      await tryListen(server, candidate, host);
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if (candidate >= last || errorCode(error) !== 'EADDRINUSE') throw explain(error, candidate, host);
    }
  }
}
