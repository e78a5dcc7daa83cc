/**
 * The sandboxed frame as the page holds it: its element, one port, and a watch over whether it still answers. Page thread.
 *
 * Invariants: at most `BUFFERS` frames are under way, so a slow frame is asked less often and never floods; whatever it
 * says is judged by `readReport`; a frame that does not answer for long is reported once and is never waited for.
 */
import { HELLO, readReport, SAMPLE_BYTES, type FrameOrder } from '../../shared/milkdrop-link.ts';

const BUFFERS = 2;
const READY_MS = 20_000;
/** The first picture of a preset may take seconds on a processor; longer than this it never comes. */
const ANSWER_MS = 10_000;
const LOOK_MS = 1_000;

export interface FrameEvents {
  ready(): void;
  drawn(): void;
  broken(index: number): void;
  /** It is over: `why` is the rest of a sentence. */
  gone(why: 'hangs' | 'fails' | 'never-began', detail: string): void;
}

export interface FrameLinkOptions {
  readonly url: string;
  /** The element comes after this one. */
  readonly host: HTMLElement;
  readonly events: FrameEvents;
}

interface CredentiallessFrame {
  credentialless?: boolean;
}

function createFrame(url: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  // No origin: no storage, no cookies, no way into the page. Scripts only.
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('allow', '');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.className = 'visualizer';
  frame.referrerPolicy = 'no-referrer';
  // Hosts whose isolation the service worker adds send the frame without the headers an isolated page asks for.
  (frame as CredentiallessFrame).credentialless = true;
  frame.src = url;
  return frame;
}

export class FrameLink {
  readonly element: HTMLIFrameElement;
  readonly #events: FrameEvents;
  readonly #port: MessagePort;
  readonly #free: ArrayBuffer[] = Array.from({ length: BUFFERS }, () => new ArrayBuffer(SAMPLE_BYTES));
  readonly #timer: ReturnType<typeof setInterval>;
  #isReady = false;
  #isOver = false;
  /** What is waited for since when, milliseconds of time in which the page itself was awake. */
  #waitedMs = 0;
  #lookedAtMs = performance.now();

  constructor({ url, host, events }: FrameLinkOptions) {
    this.#events = events;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#hear(data));
    port1.start();
    this.element = createFrame(url);
    let isLoaded = false;
    this.element.addEventListener('load', () => {
      // One that takes itself elsewhere is not the document that was asked for.
      if (isLoaded) return this.#end('fails', 'it left its document');
      isLoaded = true;
      // The frame has no origin that could be named; it is the only one that ever gets this port.
      this.element.contentWindow?.postMessage(HELLO, '*', [port2]);
    });
    host.after(this.element);
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  get isReady(): boolean {
    return this.#isReady && !this.#isOver;
  }

  /** Fills a buffer and hands it over; false: the frame is still busy with those before. */
  draw(elapsedSec: number, fill: (bytes: Uint8Array) => void): boolean {
    const bytes = this.isReady ? this.#free.pop() : undefined;
    if (!bytes) return false;
    fill(new Uint8Array(bytes));
    this.send({ type: 'samples', bytes, elapsedSec }, [bytes]);
    return true;
  }

  send(order: FrameOrder, transfer: Transferable[] = []): void {
    if (!this.#isOver) this.#port.postMessage(order, transfer);
  }

  #hear(data: unknown): void {
    const report = readReport(data);
    if (!report || this.#isOver) return;
    this.#waitedMs = 0;
    switch (report.type) {
      case 'ready':
        this.#isReady = true;
        return this.#events.ready();
      case 'drawn':
        if (this.#free.length < BUFFERS) this.#free.push(report.bytes);
        return this.#events.drawn();
      case 'broken':
        return this.#events.broken(report.index);
      case 'failed':
        return this.#end('fails', report.reason);
    }
  }

  /** Time in which the page itself slept or was blocked is not the frame's fault. */
  #look(): void {
    const nowMs = performance.now();
    const sinceMs = nowMs - this.#lookedAtMs;
    this.#lookedAtMs = nowMs;
    const isWaiting = !this.#isReady || this.#free.length === 0;
    if (!isWaiting || document.hidden || sinceMs > 2 * LOOK_MS) return;
    this.#waitedMs += sinceMs;
    if (!this.#isReady && this.#waitedMs > READY_MS) this.#end('never-began', '');
    else if (this.#isReady && this.#waitedMs > ANSWER_MS) this.#end('hangs', '');
  }

  #end(why: Parameters<FrameEvents['gone']>[0], detail: string): void {
    this.close();
    this.#events.gone(why, detail);
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#port.close();
    this.element.remove();
  }
}
