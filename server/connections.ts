/**
 * Knows which connections carry an answer right now. Browsers hold connections open that they may never use; when the
 * companion stops, those end at once and only running answers are waited for.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface Connections {
  /** Ends every connection without a running answer now, and the others as soon as theirs is complete. */
  drain(): void;
}

/** Call before the server listens. */
export function trackConnections(server: Server): Connections {
  /** Running answers per open connection. */
  const running = new Map<Socket, number>();
  let draining = false;

  const endWhenIdle = (socket: Socket) => {
    if (draining && running.get(socket) === 0) socket.destroySoon();
  };

  server.on('connection', (socket) => {
    running.set(socket, 0);
    socket.once('close', () => running.delete(socket));
    endWhenIdle(socket);
  });
  server.on('request', ({ socket }, res) => {
    running.set(socket, (running.get(socket) ?? 0) + 1);
    res.once('close', () => {
      const count = running.get(socket);
      if (count === undefined) return;
      running.set(socket, count - 1);
      endWhenIdle(socket);
    });
  });

  return {
    drain() {
      draining = true;
      for (const socket of running.keys()) endWhenIdle(socket);
    },
  };
}
