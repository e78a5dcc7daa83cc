/**
 * Test only: threads, ports and bitmaps in one process under a virtual clock (the runner's fake timers).
 *
 * A `FakeThread` runs its tasks one at a time, not at all while blocked, never again once dead; the page and every
 * worker are one each. A `FakePort` copies what it carries as a browser would. Every `FakeBitmap` is in a
 * `BitmapAccounts` and must end closed exactly once.
 */

export class FakeThread {
  dead = false;
  /** Timers fire no sooner than this, as in a hidden page. */
  timerFloorMs = 0;
  #blockedUntilMs = 0;
  #queue: { readonly task: () => void; readonly isTimer: boolean }[] = [];

  get blocked(): boolean {
    return performance.now() < this.#blockedUntilMs;
  }

  /** Runs the task now, when the thread is free again, or never. */
  run(task: () => void, isTimer = false): void {
    if (this.dead) return;
    if (!this.blocked && this.#queue.length === 0) task();
    else this.#queue.push({ task, isTimer });
  }

  /** One synchronous piece of work; resolves when it is over, never if the thread dies. */
  block(ms: number): Promise<void> {
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, performance.now() + ms);
    return new Promise((resolve) => {
      if (ms === Infinity) return;
      setTimeout(() => {
        if (this.dead) return;
        resolve();
        this.#drain();
      }, ms);
    });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.setTimeout(resolve, ms);
    });
  }

  setTimeout(handler: () => void, ms: number): number {
    const timer = setTimeout(
      () => {
        this.run(handler, true);
      },
      Math.max(ms, this.timerFloorMs),
    );
    return Number(timer);
  }

  setInterval(handler: () => void, ms: number): number {
    const timer = setInterval(() => {
      if (this.dead) clearInterval(timer);
      // A blocked thread runs a repeating timer once when it is free again.
      else if (!this.blocked) this.run(handler, true);
    }, ms);
    return Number(timer);
  }

  /** Timers go first, which is the worst order for a supervisor: it judges before it reads its messages. */
  #drain(): void {
    if (this.blocked) return;
    const queue = [...this.#queue.filter((entry) => entry.isTimer), ...this.#queue.filter((entry) => !entry.isTimer)];
    this.#queue = [];
    for (const { task } of queue) this.run(task);
  }
}

export interface BitmapSummary {
  readonly made: number;
  /** In the page's hands or on their way to it, and not closed. */
  readonly open: number;
  readonly closedTwice: number;
  /** Reached a closed port: only garbage collection would free them. */
  readonly lost: number;
}

interface Resource {
  closes: number;
  /** Still on a worker's side: goes down with the worker. */
  inWorker: boolean;
  lost: boolean;
}

export class BitmapAccounts {
  readonly #all: Resource[] = [];

  create(inWorker: boolean): FakeBitmap {
    const resource: Resource = { closes: 0, inWorker, lost: false };
    this.#all.push(resource);
    return new FakeBitmap(resource, this);
  }

  summary(): BitmapSummary {
    const count = (test: (one: Resource) => boolean): number => this.#all.filter(test).length;
    return {
      made: this.#all.length,
      open: count((one) => !one.inWorker && !one.lost && one.closes === 0),
      closedTwice: count((one) => one.closes > 1),
      lost: count((one) => one.lost),
    };
  }
}

export class FakeBitmap {
  readonly accounts: BitmapAccounts;
  #resource: Resource | null;

  constructor(resource: Resource, accounts: BitmapAccounts) {
    this.#resource = resource;
    this.accounts = accounts;
  }

  get usable(): boolean {
    return this.#resource !== null && this.#resource.closes === 0;
  }

  close(): void {
    if (this.#resource !== null) this.#resource.closes += 1;
  }

  lose(): void {
    if (this.#resource !== null) this.#resource.lost = true;
  }

  /** The handle on the other side: the same pixels when moved, others when copied. */
  pass(moved: boolean): FakeBitmap {
    if (this.#resource === null) throw new DOMException('A detached bitmap can not be cloned.', 'DataCloneError');
    if (!moved) return this.accounts.create(false);
    const resource = this.#resource;
    this.#resource = null;
    resource.inWorker = false;
    return new FakeBitmap(resource, this.accounts);
  }
}

type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };
export type Transform = (message: unknown) => readonly unknown[];

export class FakePort {
  closed = false;
  /** Changes what this end sends: nothing, twice, something else. */
  transform: Transform = (message) => [message];
  readonly thread: FakeThread;
  #peer: FakePort | null = null;
  readonly #underWay: unknown[] = [];
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(thread: FakeThread) {
    this.thread = thread;
  }

  static pair(left: FakeThread, right: FakeThread): { readonly port1: FakePort; readonly port2: FakePort } {
    const ports = { port1: new FakePort(left), port2: new FakePort(right) };
    ports.port1.#peer = ports.port2;
    ports.port2.#peer = ports.port1;
    return ports;
  }

  addEventListener(type: string, listener: Listener): void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  get listening(): boolean {
    return !this.closed && this.#listeners.size > 0;
  }

  start(): void {}

  #send(copy: unknown): void {
    this.#underWay.push(copy);
    // Always the oldest: messages never overtake each other, timers of the same moment may.
    setTimeout(() => {
      const oldest = this.#underWay.shift();
      this.#peer?.thread.run(() => {
        this.#peer?.receive(oldest);
      });
    }, 0);
  }

  close(): void {
    this.closed = true;
    this.#listeners.clear();
  }

  postMessage(message: unknown, moved: readonly unknown[] = []): void {
    if (this.closed || this.thread.dead) return;
    const copies = this.transform(message).map((one) => copied(one, new Set(moved)));
    for (const copy of copies) this.#send(copy);
  }

  receive(data: unknown): void {
    if (this.closed) losses(data);
    else this.dispatch('message', { data });
  }

  dispatch(type: string, fields: object): void {
    const event = Object.assign(new Event(type), fields);
    for (const listener of this.#listeners.get(type) ?? []) {
      if (typeof listener === 'function') listener(event);
      else listener.handleEvent(event);
    }
  }
}

/** As structured cloning does, for plain values, shared memory, ports and bitmaps. */
function copied(value: unknown, moved: ReadonlySet<unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new DOMException(`${String(value)} could not be cloned.`, 'DataCloneError');
  }
  if (typeof value !== 'object' || value === null || value instanceof FakePort) return value;
  if (value instanceof SharedArrayBuffer) return value;
  if (value instanceof FakeBitmap) return value.pass(moved.has(value));
  if (Array.isArray(value)) return value.map((item) => copied(item, moved));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item, moved)]));
}

function losses(value: unknown): void {
  if (value instanceof FakeBitmap) value.lose();
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(losses);
}
