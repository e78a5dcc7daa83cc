/** Runs a command with this terminal. Signals sent to us reach it, so that nothing is left running behind. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Resolves to the exit code; 127 when the command does not exist, 128 + n after signal n.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onStderr?: (text: string) => void }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { onStderr, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { stdio: 'inherit', ...options });
    if (onStderr) child.stderr?.setEncoding('utf8').on('data', onStderr);
    const handlers = forwarded.map((signal) => {
      const handler = () => child.kill(signal);
      process.on(signal, handler);
      return () => process.off(signal, handler);
    });
    const settle = (/** @type {number} */ code) => {
      for (const remove of handlers) remove();
      resolve(code);
    };
    child.once('error', () => settle(127));
    child.once('close', (code, signal) => settle(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
