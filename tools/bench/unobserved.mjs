/**
 * A page without an inspector's network log. Playwright switches that log on for each page and worker it opens, and
 * the renderer then keeps a copy of every photo that was fetched, up to hundreds of megabytes: useless for measuring
 * memory. This page is one that Playwright does not know; it can only be asked to evaluate.
 */
export async function openUnobserved(browser, { href, width, height }) {
  const cdp = await browser.newBrowserCDPSession();
  const { targetId } = await cdp.send('Target.createTarget', { url: href, width, height });
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map();
  let lastId = 0;
  cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    const answer = waiting.get(id);
    waiting.delete(id);
    if (error) answer?.reject(new Error(error.message));
    else answer?.resolve(result);
  });
  const send = (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      cdp
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) })
        .catch(reject);
    });
  const evaluate = async (task, argument) => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
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
  return { evaluate, waitForTimeout, waitForFunction };
}
