/** Opens an address in the user's browser with what the system has. Never throws: a kiosk may have no browser to open. */
import { spawn } from 'node:child_process';

export interface OpenCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** The address goes through as one argument, never through a shell's own parsing. */
export function openCommand(url: string, platform: NodeJS.Platform): OpenCommand {
  if (platform === 'darwin') return { command: 'open', args: [url] };
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
  return { command: 'xdg-open', args: [url] };
}

/** Calls `onFailure` at most once when nothing could be opened. */
export function openBrowser(url: string, onFailure: () => void): void {
  const { command, args } = openCommand(url, process.platform);
  const child = spawn(command, [...args], { stdio: 'ignore', detached: true });
  child.once('error', onFailure);
  child.unref();
}
