/** The two ways things go wrong: a request that gets an answer other than 200, and a companion that cannot start. */

/** Ends a request. `message` is shown to a person as it is. */
export class HttpError extends Error {
  readonly status: number;
  /** Stable name, for the JSON answers. */
  readonly kind: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, kind: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.kind = kind;
    this.headers = headers;
  }
}

/** The companion cannot start. `message` is one line for the terminal; no stack is ever printed with it. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

/** The system's error code (`ENOENT`, `EACCES`, …), or an empty string. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

export const notFound = (message = 'There is nothing at this address.') => new HttpError(404, 'not-found', message);
