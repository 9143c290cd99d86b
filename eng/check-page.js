// See eng/check-page. Arguments: the address of the service, and a file for the picture.
const { chromium } = require("playwright-core");
const [address, picture] = process.argv.slice(2);
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, javaScriptEnabled: false,
    httpCredentials: { username: "any", password: "demo-reader", send: "always" },
  });
  const faults = [], all = [];
  const look = async (page, path) => {
    const answer = await page.goto(address + path).catch(() => null);
    if (!answer) return null;
    await answer.finished();
    const timing = answer.request().timing();
    all.push({ path, status: answer.status(), time: timing.responseEnd - timing.requestStart });
    return answer;
  };
  for (const path of ["/nodes/gpu-00", "/nodes/gpu-06"]) {
    const page = await context.newPage();
    let answer = null;
    for (let attempt = 0; attempt < 480 && !(answer && answer.ok()); attempt++) {
      answer = await look(page, path);
      if (!(answer && answer.ok())) await wait(250);
    }
    if (!(answer && answer.ok())) throw new Error(`${path} was not there within two minutes`);
    for (let number = 0; number < 14; number++) {
      await wait(200);
      await look(page, path);
    }
    const times = all.filter((one) => one.path === path).map((one) => one.time);
    const sorted = [...times].sort((one, other) => one - other);
    const measure = await page.evaluate(() => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let smallest = 1000, least = "";
      while (texts.nextNode()) {
        const size = parseFloat(getComputedStyle(texts.currentNode.parentElement).fontSize);
        if (texts.currentNode.data.trim() && size < smallest) [smallest, least] = [size, texts.currentNode.data.trim().slice(0, 40)];
      }
      return { width: document.documentElement.scrollWidth, screen: window.innerWidth, smallest, least, scripts: document.scripts.length };
    });
    console.log(`${path}: ${measure.width} of ${measure.screen} pixels wide, smallest text ${measure.smallest} pixels, ${measure.scripts} scripts, `
      + `${times.length} answers: the first ${times[0].toFixed(0)} ms, half within ${sorted[sorted.length >> 1].toFixed(0)} ms, the longest ${sorted[sorted.length - 1].toFixed(0)} ms`);
    if (measure.width > measure.screen) faults.push(`${path} is wider than the screen`);
    if (measure.smallest < 12) faults.push(`${path} has text of ${measure.smallest} pixels: ${measure.least}`);
    if (measure.scripts > 0) faults.push(`${path} has scripts`);
    if (picture && path.endsWith("00")) await page.screenshot({ path: picture, fullPage: true });
    await page.close();
  }
  await browser.close();
  for (const one of all.filter((one) => one.time >= 200)) faults.push(`${one.path} answered ${one.status} after ${one.time.toFixed(0)} ms; expected less than 200, the first answer included`);
  faults.forEach((fault) => console.error(fault));
  process.exitCode = faults.length === 0 ? 0 : 1;
}

main().catch((error) => { console.error(error.message); process.exitCode = 1; });
