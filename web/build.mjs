// Builds the page into ../src/sayso/page (or --out FOLDER): index.html and assets named by the hash
// of their content. The same sources and lock give the same bytes.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { world } from "./world.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const argument = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const out = resolve(here, argument("--out") ?? "../src/sayso/page");
const assets = join(out, "assets");
const watching = process.argv.includes("--watch");

const common = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  minify: !watching,
  target: ["es2022"],
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
  jsx: "automatic",
  jsxImportSource: "preact",
};

const hashed = async (name, ending, bytes) => {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const file = `${name}-${hash}.${ending}`;
  await writeFile(join(assets, file), bytes);
  return file;
};

// What is built in is named with its licence, as the licences ask.
const packages = new Set(["world-atlas", "topojson-client"]);
const note = ({ inputs }) => {
  for (const path of Object.keys(inputs)) {
    const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (found) packages.add(found[1]);
  }
};
const licences = async () => {
  const parts = [];
  for (const name of [...packages].sort()) {
    const folder = join(here, "node_modules", name);
    const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).sort().find((one) => /^licen[cs]e/i.test(one));
    // A package may come without its licence's text: then the text stands here.
    const beside = join(here, "licences", `${name}.txt`);
    const text = await readFile(file ? join(folder, file) : beside, "utf8").catch(
      () => `Licence: ${about.license}`,
    );
    parts.push(`${name} ${about.version} (${about.license})\n\n${text.trim()}\n`);
  }
  const head =
    "The page contains parts of these packages. The map's countries are Natural Earth's (public domain).\n";
  return [head, ...parts].join(`\n${"-".repeat(79)}\n\n`);
};

/** One script by itself (a worker): its hashed file name. */
const alone = async (name, entry) => {
  const built = await build({
    ...common,
    entryPoints: [entry],
    write: false,
    metafile: true,
    outdir: "/build",
  });
  note(built.metafile);
  return hashed(name, "js", built.outputFiles[0].contents);
};

await rm(out, { recursive: true, force: true });
await mkdir(assets, { recursive: true });

const { coarse, land, borders, countries } = await world();
const files = {
  __ITEMS_WORKER__: await alone("items-worker", "src/data/worker.ts"),
  __MAP_WORKER__: await alone("map-worker", "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"),
  __COARSE__: await hashed("coarse", "json", coarse),
  __LAND__: await hashed("land", "json", land),
  __BORDERS__: await hashed("borders", "json", borders),
  __COUNTRIES__: await hashed("countries", "json", countries),
};
const define = Object.fromEntries(
  Object.entries(files).map(([name, file]) => [name, JSON.stringify(`/assets/${file}`)]),
);

/** What the first script imports, named at once rather than found one after the other. */
const preloads = (outputs, main, name) => {
  const met = new Set();
  const walk = (path) => {
    for (const { path: next, kind } of outputs[path].imports) {
      if (kind !== "import-statement" || met.has(next)) continue;
      met.add(next);
      walk(next);
    }
  };
  walk(main);
  return [...met].map((path) => `<link rel="modulepreload" href="${name(path)}">`).join("\n    ");
};

const page = {
  name: "index.html",
  setup(made) {
    made.onEnd(async (result) => {
      if (result.errors.length > 0) return;
      const outputs = Object.entries(result.metafile.outputs);
      const [main, { cssBundle }] = outputs.find(([, one]) => one.entryPoint === "src/main.tsx");
      const name = (path) => `/assets/${path.split("/").pop()}`;
      const template = await readFile(join(here, "src/index.html"), "utf8");
      const filled = template
        .replace("{{script}}", name(main))
        .replace("{{style}}", name(cssBundle))
        .replace("{{preload}}", preloads(result.metafile.outputs, main, name))
        .replace("{{icon}}", `/assets/${icon}`);
      await writeFile(join(out, "index.html"), filled);
      note(result.metafile);
      await writeFile(join(out, "licences.txt"), await licences());
      // A style sheet that came with the first script leaves an empty file for a later one.
      for (const [path, { bytes }] of outputs) {
        if (bytes === 0) await rm(join(assets, path.split("/").pop()), { force: true });
      }
    });
  },
};
const icon = await hashed("icon", "svg", await readFile(join(here, "src/icon.svg")));

const options = {
  ...common,
  entryPoints: ["src/main.tsx"],
  outdir: assets,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  splitting: true,
  metafile: true,
  define,
  plugins: [page],
};
if (watching) {
  const watched = await context(options);
  await watched.watch();
} else {
  const { metafile } = await build(options);
  const bytes = Object.values(metafile.outputs).reduce((sum, one) => sum + one.bytes, 0);
  console.log(`page: ${Object.keys(metafile.outputs).length} chunks, ${Math.round(bytes / 1024)} KB`);
}
