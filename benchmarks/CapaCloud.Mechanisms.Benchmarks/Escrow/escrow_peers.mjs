// What the streaming-payment client @streamflow/stream takes to say how much of each of many streams has accrued at one moment.
// usage: node escrow_peers.mjs <folder with node_modules> <streams> <epochs>; needs npm install @streamflow/stream bn.js there.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [folder, streams, epochs] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const require = createRequire(pathToFileURL(path.join(path.resolve(folder), "any.js")));
const { calculateUnlockedAmount } = await import(pathToFileURL(path.join(path.resolve(folder), "node_modules/@streamflow/stream/dist/esm/index.js")));
const BN = require("bn.js");

const all = [];
for (let index = 0; index < streams; index++) {
  const rate = 1000 + (index % 7);
  all.push({
    depositedAmount: new BN(rate * (10 + (index % 60))), cliff: 1000, cliffAmount: new BN(0), end: 1_000_000_000,
    currentTimestamp: 1000 + epochs, lastRateChangeTime: 0, period: 1, amountPerPeriod: new BN(rate), fundsUnlockedAtLastRateChange: new BN(0),
  });
}

let best = Infinity, sum = new BN(0);
for (let run = 0; run < 15; run++) {
  const start = process.hrtime.bigint();
  sum = new BN(0);
  for (const stream of all) {
    sum.iadd(calculateUnlockedAmount(stream));
  }

  best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6);
}

console.log(`${best};${sum.toString()}`);
