// Runs test/*.test.ts in Node: each is bundled first.
import { readdir, rm } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const names = (await readdir("test")).filter((name) => name.endsWith(".test.ts")).sort();
const outdir = join(tmpdir(), `sayso-page-test-${process.pid}`);
await build({
  entryPoints: names.map((name) => `test/${name}`),
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  logLevel: "warning",
});
const files = names.map((name) => join(outdir, name.replace(/\.ts$/, ".mjs")));
const { status } = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" });
await rm(outdir, { recursive: true, force: true });
process.exit(status ?? 1);
