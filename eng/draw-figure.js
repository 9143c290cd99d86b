// Reads a Vega-Lite specification from the standard input and writes the drawing as SVG: node eng/draw-figure.js < figure.json
const tools = require('path').join(__dirname, '..', 'artifacts', 'tools', 'node_modules');
const vega = require(require('path').join(tools, 'vega'));
const lite = require(require('path').join(tools, 'vega-lite'));
const specification = JSON.parse(require('fs').readFileSync(0, 'utf8'));
new vega.View(vega.parse(lite.compile(specification).spec), { renderer: 'none' }).toSVG().then(svg => process.stdout.write(svg));
