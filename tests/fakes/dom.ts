/**
 * As much of a page as widgets draw with, for tests without a browser. Counts listeners; refuses HTML strings and the network.
 */
export class FakeElement extends EventTarget {
  readonly tag: string;
  readonly dataset: Record<string, string> = {};
  readonly attributes = new Map<string, string>();
  /** What was set by name. */
  readonly styles = new Map<string, string>();
  readonly style = {
    setProperty: (name: string, value: string) => void this.styles.set(name, value),
    removeProperty: (name: string) => void this.styles.delete(name),
  };
  childNodes: (FakeElement | FakeText)[] = [];
  parent: FakeElement | null = null;
  className = '';
  hidden = false;
  tabIndex = -1;
  width = 0;
  height = 0;

  constructor(tag: string) {
    super();
    this.tag = tag;
  }

  readonly classList = {
    names: () => this.className.split(' ').filter(Boolean),
    contains: (name: string) => this.classList.names().includes(name),
    toggle: (name: string, on: boolean) => {
      this.className = [...this.classList.names().filter((it) => it !== name), ...(on ? [name] : [])].join(' ');
    },
    add: (name: string) => this.classList.toggle(name, true),
    remove: (name: string) => this.classList.toggle(name, false),
  };

  get children(): FakeElement[] {
    return this.childNodes.filter((it): it is FakeElement => it instanceof FakeElement);
  }

  get childElementCount(): number {
    return this.children.length;
  }

  get firstElementChild(): FakeElement | null {
    return this.children[0] ?? null;
  }

  get textContent(): string {
    return this.childNodes.map((it) => it.textContent).join('');
  }

  set textContent(text: string) {
    this.childNodes = text === '' ? [] : [new FakeText(text)];
  }

  set innerHTML(_: string) {
    throw new Error('A widget wrote HTML.');
  }

  append(...nodes: (FakeElement | string)[]): void {
    for (const node of nodes) {
      if (node instanceof FakeElement) node.parent = this;
      this.childNodes.push(typeof node === 'string' ? new FakeText(node) : node);
    }
  }

  replaceChildren(...nodes: (FakeElement | string)[]): void {
    this.childNodes = [];
    this.append(...nodes);
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  all(): FakeElement[] {
    return [this, ...this.children.flatMap((it) => it.all())];
  }

  click(): void {
    this.dispatchEvent(new Event('click'));
  }

  focus(): void {
    this.tabIndex = 0;
  }
}

export class FakeText {
  readonly textContent: string;

  constructor(text: string) {
    this.textContent = text;
  }
}

/** Says sizes when a test says them. */
export class FakeResizeObserver {
  static readonly open = new Set<FakeResizeObserver>();
  readonly #run: (entries: { target: unknown; contentRect: { width: number } }[]) => void;
  readonly #watched = new Set<unknown>();

  constructor(run: (entries: { target: unknown; contentRect: { width: number } }[]) => void) {
    this.#run = run;
    FakeResizeObserver.open.add(this);
  }

  observe(target: unknown): void {
    this.#watched.add(target);
  }

  unobserve(target: unknown): void {
    this.#watched.delete(target);
  }

  disconnect(): void {
    FakeResizeObserver.open.delete(this);
  }

  static tell(widthOf: (target: FakeElement) => number): void {
    for (const observer of FakeResizeObserver.open) {
      const entries = [...observer.#watched].map((target) => ({
        target,
        contentRect: { width: widthOf(target as FakeElement) },
      }));
      observer.#run(entries);
    }
  }
}

export interface FakePage {
  /** Listeners on the window that were not taken off. */
  listeners(): number;
  /** What was tried that belongs into a worker, also where the error was caught. */
  refused(): readonly string[];
  restore(): void;
}

/** The network, decoding and parsing: none of it is for the page. */
const workerWork = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'Worker',
  'SharedWorker',
  'Image',
  'DOMParser',
  'createImageBitmap',
];

export function installFakeDom(): FakePage {
  const kept = new Map<string, PropertyDescriptor | undefined>();
  const put = (name: string, value: unknown): void => {
    kept.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  const open = new Set<unknown>();
  const tried: string[] = [];
  const refuse = (name: string) =>
    function refused(): never {
      tried.push(name);
      throw new Error(`A widget used ${name} on the main thread.`);
    };
  put('document', {
    createElement: (tag: string) => new FakeElement(tag),
    createElementNS: (_: string, tag: string) => new FakeElement(tag),
    hidden: false,
  });
  put('navigator', {
    onLine: true,
    language: 'en',
    storage: { estimate: () => Promise.resolve({ usage: 5e6, quota: 5e9 }) },
    sendBeacon: refuse('sendBeacon'),
  });
  for (const name of workerWork) put(name, refuse(name));
  for (const name of ['indexedDB', 'caches']) put(name, new Proxy({}, { get: () => refuse(name)() }));
  put('ResizeObserver', FakeResizeObserver);
  put('addEventListener', (_: string, listener: unknown, options?: { signal?: AbortSignal }) => {
    open.add(listener);
    options?.signal?.addEventListener('abort', () => open.delete(listener));
  });
  put('removeEventListener', (_: string, listener: unknown) => open.delete(listener));
  return {
    listeners: () => open.size,
    refused: () => tried,
    restore() {
      FakeResizeObserver.open.clear();
      for (const [name, descriptor] of kept) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}
