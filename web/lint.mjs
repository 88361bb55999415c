// Runs Biome's linter. Its programs are named one by one in package.json (those for Linux): a lock of
// the package `@biomejs/biome` names more systems than every registry has.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

let program = "";
try {
  program = createRequire(import.meta.url).resolve(`@biomejs/cli-${process.platform}-${process.arch}/biome`);
} catch {
  console.error(`lint: skipped, there is no Biome for ${process.platform}-${process.arch}.`);
  process.exit(process.env.SAYSO_REQUIRE_ALL === "1" ? 1 : 0);
}
const { status } = spawnSync(program, ["lint", "."], { stdio: "inherit" });
process.exit(status ?? 1);
