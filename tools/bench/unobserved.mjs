/**
 * A page without an inspector's network log. Playwright switches that log on for each page and worker it opens, and
 * the renderer then keeps a copy of every photo that was fetched, up to hundreds of megabytes: useless for measuring
 * memory. This page is one that Playwright does not know; it can only be asked to evaluate and to collect garbage.
 */

/** One target's messages, wrapped into those of the browser's connection. */
function channel(post) {
  const waiting = new Map();
  let lastId = 0;
  return {
    hear(message) {
      const { id, result, error, method, params } = JSON.parse(message);
      if (method) return { method, params };
      const answer = waiting.get(id);
      waiting.delete(id);
      if (error) answer?.reject(new Error(error.message));
      else answer?.resolve(result);
      return null;
    },
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        post(JSON.stringify({ id, method, params })).catch(reject);
      }),
  };
}

export async function openUnobserved(browser, { href, width, height }) {
  const cdp = await browser.newBrowserCDPSession();
  const { targetId } = await cdp.send('Target.createTarget', { url: href, width, height });
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
  const page = channel((message) => cdp.send('Target.sendMessageToTarget', { sessionId, message }));
  const workers = new Map();
  cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { method, params } = page.hear(message) ?? {};
    if (method === 'Target.attachedToTarget') {
      const worker = { sessionId: params.sessionId };
      const post = (text) => page.send('Target.sendMessageToTarget', { ...worker, message: text });
      workers.set(params.sessionId, channel(post));
    } else if (method === 'Target.detachedFromTarget') workers.delete(params.sessionId);
    else if (method === 'Target.receivedMessageFromTarget') workers.get(params.sessionId)?.hear(params.message);
  });
  await page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const collectGarbage = async () => {
    for (const target of [page, ...workers.values()]) await target.send('HeapProfiler.collectGarbage');
  };
  const evaluate = async (task, argument) => {
    const { result, exceptionDetails } = await page.send('Runtime.evaluate', {
      expression: `(${task})(${JSON.stringify(argument) ?? ''})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const waitForTimeout = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const waitForFunction = async (task, argument, { timeout = 30_000 } = {}) => {
    // Between two documents there is nothing to ask.
    const holds = () => evaluate(task, argument).catch(() => false);
    for (const end = Date.now() + timeout; !(await holds()); await waitForTimeout(50)) {
      if (Date.now() > end) throw new Error(`still not true after ${timeout} ms: ${task}`);
    }
  };
  return { evaluate, collectGarbage, waitForTimeout, waitForFunction };
}
