/** A piece of music with tags and a cover, made in the page, for what shows what is playing. */

/** In the page: a piece with tags and a cover in a folder of the origin's own, which then plays. */
async function openMusic() {
  const bytesOf = (text) => [...new TextEncoder().encode(text)];
  const little = (value) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
  const sevens = (value) => [21, 14, 7, 0].map((shift) => (value >>> shift) & 127);
  const frame = (id, body) => [...bytesOf(id), ...sevens(body.length), 0, 0, ...body];
  const canvas = new OffscreenCanvas(320, 320);
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, 0, 320);
  for (const [at, color] of ['#1c2b4a', '#7c4a6b', '#e08a5c', '#f3c98b'].entries()) sky.addColorStop(at / 3, color);
  context.fillStyle = sky;
  context.fillRect(0, 0, 320, 320);
  context.fillStyle = '#fbe9c9';
  context.arc(160, 205, 44, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = '#16203a';
  context.fillRect(0, 232, 320, 88);
  const cover = [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
  const text = (id, words) => frame(id, [3, ...bytesOf(words)]);
  const rate = 8000;
  const songOf = (title) => {
    const samples = new Int16Array(rate * 214);
    const frames = [
      ...text('TIT2', title),
      ...text('TPE1', 'The Lighthouse Trio'),
      ...text('TALB', 'Long evenings'),
      ...frame('APIC', [0, ...bytesOf('image/png'), 0, 3, 0, ...cover]),
    ];
    const tag = [...bytesOf('ID3'), 4, 0, 0, ...sevens(frames.length), ...frames];
    if (tag.length % 2 === 1) tag.push(0);
    const chunk = (id, length) => [...bytesOf(id), ...little(length)];
    const format = [...little(0x0001_0001), ...little(rate), ...little(rate * 2), ...little(0x0010_0002)];
    const head = [...bytesOf('WAVE'), ...chunk('fmt ', 16), ...format, ...chunk('data', samples.byteLength)];
    const tail = [...chunk('id3 ', tag.length), ...tag];
    const size = head.length + samples.byteLength + tail.length;
    return new Blob([Uint8Array.from([...chunk('RIFF', size), ...head]), samples, Uint8Array.from(tail)]);
  };
  const root = await navigator.storage.getDirectory();
  const music = await root.getDirectoryHandle('Music', { create: true });
  for (const title of ['Slow water', 'Lanterns']) {
    const file = await (await music.getFileHandle(`${title}.wav`, { create: true })).createWritable();
    await file.write(songOf(title));
    await file.close();
  }
  await window.afterimage.sound.open('files', { handles: [music] });
}

export async function playMusic(page) {
  await page.evaluate(openMusic);
  await page.waitForFunction(() => window.afterimage.sound.status().track?.artworkUrl, undefined, { timeout: 60_000 });
  await page.evaluate(() => window.afterimage.sound.player.seek(87));
  await page.waitForFunction(() => (window.afterimage.sound.status().track?.positionSec ?? 0) >= 87);
}
