// Puts what the pages need of the installed packages into static/vendor/. Run by `npm run vendor`, after `npm ci`.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

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
  [`${CHINESE}/400Regular/NotoSansSC_400Regular.ttf`, 'fonts/NotoSansSC-Regular.ttf'],
  [`${CHINESE}/700Bold/NotoSansSC_700Bold.ttf`, 'fonts/NotoSansSC-Bold.ttf'],
];

for (const folder of ['scaffolding', 'fonts']) {
  rmSync(`static/vendor/${folder}`, { recursive: true, force: true });
  mkdirSync(`static/vendor/${folder}`, { recursive: true });
}
for (const [from, to] of wanted) {
  const target = `static/vendor/${to}`;
  cpSync(from, target);
  if (target.endsWith('.js')) {
    // Compressed once, here, because schools' lines are slow. The last brotli levels take 10 s for 4 % more.
    const text = readFileSync(target);
    writeFileSync(`${target}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    writeFileSync(`${target}.gz`, gzipSync(text, { level: 9 }));
  }
}
