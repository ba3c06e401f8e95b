import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ROOT } from '../../src/main/wiring.ts';
import type { Tally } from './tally.ts';

const START_MS_MAX = 30_000;
const STOP_MS_MAX = 15_000;
const LINES_KEPT = 400;

/** A program of ours, as it runs in production, there to be killed. */
export class ProgramProcess {
  readonly name: string;
  readonly #program: Program;
  readonly #tally: Tally;
  #child: ChildProcess | null = null;
  #lines: string[] = [];

  constructor(program: Program, tally: Tally) {
    this.name = program.name;
    this.#program = program;
    this.#tally = tally;
  }

  /** Resolves when it says that it does its work. */
  async start(): Promise<void> {
    const { command, readyText, environment } = this.#program;
    const child = spawn(process.execPath, command, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', LOG_LEVEL: 'info', ...environment },
    });
    this.#child = child;
    const ready = Promise.withResolvers<boolean>();
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.#lines = [...this.#lines.slice(1 - LINES_KEPT), line];
        if (line.includes(readyText)) ready.resolve(true);
      });
    }
    // A process whose number was taken out of `#child` was ended on purpose.
    child.once('exit', (code, signal) => {
      if (this.#child !== child) return;
      this.#child = null;
      this.#tally.offend('crashes', `the ${this.name} ended by itself (${code ?? signal}): ${this.#lines.slice(-5).join('\n')}`);
      ready.resolve(false);
    });
    const impatience = setTimeout(() => ready.resolve(false), START_MS_MAX);
    const isReady = await ready.promise;
    clearTimeout(impatience);
    if (!isReady) throw new Error(`The ${this.name} does not start:\n${this.#lines.join('\n')}`);
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    await this.#end((child) => void child.kill('SIGKILL'));
  }

  /** As an operator does. */
  async stop(): Promise<void> {
    await this.#end((child) => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
      child.once('exit', () => clearTimeout(killer));
    });
  }

  /** Memory in use, mebibytes. */
  residentMiB(): number {
    const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#child?.pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib) / 1_024);
  }

  /** The end of what its log says of errors. */
  lastErrors(): string {
    return (
      this.#lines
        .filter((line) => /"level":[456]0/.test(line))
        .slice(-2)
        .join('\n') || 'its log has no error'
    );
  }

  /** What its log says of a request. */
  saidOf(requestId: string): string {
    return this.#lines.find((line) => requestId !== '' && line.includes(requestId)) ?? 'the log says nothing of it';
  }

  async #end(how: (child: ChildProcess) => void): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = once(child, 'exit');
    this.#child = null;
    how(child);
    await ended;
  }
}

interface Program {
  readonly name: string;
  /** For Node.js, in the project's folder. */
  readonly command: readonly string[];
  /** What it logs when it does its work. */
  readonly readyText: string;
  readonly environment: Readonly<Record<string, string>>;
}
