// One measure of inkjs, as a process of its own: a compile with a cold JIT, or a play after a warm-up.
//
//   node ink_worker.mjs compile FOLDER STORY.ink COMPILED.json   -> {"compile_s", "load_s"}, and writes COMPILED
//   node ink_worker.mjs play FOLDER COMPILED.json CHOICES SEED   -> {"hash", "ended", "choices_per_s"}
//
// FOLDER holds the node_modules that inkjs was installed into.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const WARM_UP = 2000;

const [task, folder, ...rest] = process.argv.slice(2);
const ink = createRequire(join(folder, "here.js"))("inkjs/full");

function seconds(work) {
  const since = performance.now();
  const result = work();
  return [(performance.now() - since) / 1000, result];
}

// mulberry32, as in dice.py
function dice(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

function play(story, choices, seed) {
  const roll = dice(seed);
  const picks = [];
  const scenes = new Set();
  const taken = new Set();
  let ended = 0;
  while (picks.length < choices) {
    while (story.canContinue) {
      story.Continue();
      for (const tag of story.currentTags ?? []) scenes.add(tag);
    }
    const offered = story.currentChoices;
    if (offered.length === 0) {
      ended += 1;
      story.ResetState();
      continue;
    }
    const pick = roll(offered.length);
    taken.add(offered[pick].sourcePath);
    picks.push(65 + pick);
    story.ChooseChoiceIndex(pick);
  }
  const hash = createHash("sha256").update(Buffer.from(picks)).digest("hex").slice(0, 16);
  return { hash, ended, scenes: scenes.size, choices: taken.size };
}

const tasks = {
  compile(source, compiled) {
    const text = readFileSync(source, "utf8");
    const [compile_s, story] = seconds(() => new ink.Compiler(text).Compile());
    const json = story.ToJson();
    const [load_s] = seconds(() => new ink.Story(json));
    writeFileSync(compiled, json);
    return { compile_s, load_s };
  },
  play(compiled, choices, seed) {
    const story = new ink.Story(readFileSync(compiled, "utf8"));
    play(story, WARM_UP, +seed + 1);
    story.ResetState();
    const [taken, result] = seconds(() => play(story, +choices, +seed));
    return { ...result, choices_per_s: Math.round(+choices / taken) };
  },
};

process.stdout.write(JSON.stringify(tasks[task](...rest)));
