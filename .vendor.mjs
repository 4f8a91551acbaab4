// Puts what the pages need of the installed packages into static/vendor/. Run by `npm run vendor`, after `npm ci`.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import blocksStyle from 'scratchblocks/scratch3/style.css.js';

const ENGINE = 'node_modules/@turbowarp/scaffolding';
const FONTS = 'node_modules/scratch-render-fonts';
// Scratch's own fonts have no Chinese; a browser falls back to the system's, a drawing on the server to this one.
const CHINESE = 'node_modules/@expo-google-fonts/noto-sans-sc';

const wanted = [
  [`${ENGINE}/dist/scaffolding-min.js`, 'scaffolding/scaffolding.js'],
  [`${ENGINE}/dist/scaffolding-with-music.js`, 'scaffolding/scaffolding-with-music.js'],
  [`${ENGINE}/LICENSE`, 'scaffolding/LICENSE'],
  [`${FONTS}/OFL.txt`, 'fonts/OFL.txt'],
  ...readdirSync(`${FONTS}/src`)
    .filter((name) => /\.(ttf|otf)$/.test(name))
    .map((name) => [`${FONTS}/src/${name}`, `fonts/${name}`]),
  ['node_modules/scratchblocks/LICENSE', 'scratchblocks/LICENSE'],
  [`${CHINESE}/400Regular/NotoSansSC_400Regular.ttf`, 'fonts/NotoSansSC-Regular.ttf'],
  [`${CHINESE}/700Bold/NotoSansSC_700Bold.ttf`, 'fonts/NotoSansSC-Bold.ttf'],
];

// scratchblocks as it is published adds <style> to the page and style="" to every picture, which the site's policy
// forbids, and holds Scratch 2's look too. What reads a script and draws it does neither.
const DRAWING = `
import { loadLanguages, parse } from 'scratchblocks/syntax/index.js';
import { init, newView } from 'scratchblocks/scratch3/index.js';
import style from 'scratchblocks/scratch3/style.js';
import chinese from 'scratchblocks/locales/zh-cn.json';
init(window);
loadLanguages({ zh: chinese });
const icons = style.makeOriginalIcons;
export { icons, newView, parse };
`;

for (const folder of ['scaffolding', 'fonts', 'scratchblocks']) {
  rmSync(`static/vendor/${folder}`, { recursive: true, force: true });
  mkdirSync(`static/vendor/${folder}`, { recursive: true });
}
for (const [from, to] of wanted) cpSync(from, `static/vendor/${to}`);

writeFileSync('static/vendor/scratchblocks/scratchblocks.css', blocksStyle);
buildSync({
  stdin: { contents: DRAWING, resolveDir: '.' },
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'scratchblocks',
  target: 'chrome86',
  legalComments: 'inline',
  outfile: 'static/vendor/scratchblocks/scratchblocks.js',
});

for (const folder of ['scaffolding', 'scratchblocks']) {
  for (const name of readdirSync(`static/vendor/${folder}`).filter((each) => each.endsWith('.js'))) {
    // Compressed once, here, because schools' lines are slow. The last brotli levels take 10 s for 4 % more.
    const target = `static/vendor/${folder}/${name}`;
    const text = readFileSync(target);
    writeFileSync(`${target}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    writeFileSync(`${target}.gz`, gzipSync(text, { level: 9 }));
  }
}
