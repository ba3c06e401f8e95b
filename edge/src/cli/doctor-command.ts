/** `holdfast-edge doctor`: everything a site needs, one line each, and what to do about what is missing. */
import { parseArgs } from 'node:util';
import { readConfig, type AgentConfig } from '../config.ts';
import { examineBatteries } from '../doctor/examine-batteries.ts';
import { examineDisk } from '../doctor/examine-disk.ts';
import { examinePlatform } from '../doctor/examine-platform.ts';
import { failure, fine, reasonOf, type Finding } from '../doctor/finding.ts';
import type { SiteLog } from '../ports.ts';
import { UsageError, type Command } from './command.ts';

const SIGNS = { ok: 'ok     ', warning: 'WARNING', failure: 'FAILURE' } as const;

export const doctorCommand: Command = {
  about:
    'Looks at everything a site needs: configuration, disk, clock, names, certificates, platform, broker, batteries. Changes nothing.',
  usage: 'CONFIG [--json]',
  run: async ({ args, say }) => {
    const { path, json } = parse(args);
    const findings = await examine(path);
    if (json) say(JSON.stringify({ findings }));
    else for (const line of print(findings)) say(line);
    return findings.every(({ grade }) => grade !== 'failure');
  },
};

function parse(args: readonly string[]): { path: string; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [path] = positionals;
    if (path !== undefined) return { path, json: values.json };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError('Name one configuration file.');
}

async function examine(path: string): Promise<readonly Finding[]> {
  let config: AgentConfig;
  try {
    config = await readConfig(path);
  } catch (error) {
    return [failure('configuration', reasonOf(error), 'Correct the file; the keys are in the README of the agent.')];
  }
  const disk = await guarded('disk', () => examineDisk(config));
  const platform = await guarded('platform', () => examinePlatform(config));
  const batteries = await guarded('batteries', () => examineBatteries(config, mute));
  return [
    fine('configuration', `${path}: site ${config.siteId}, ${config.batteries.length} batteries`),
    ...disk,
    ...platform,
    ...batteries,
  ];
}

/** One broken examination does not hide the others. */
async function guarded(what: string, examination: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await examination();
  } catch (error) {
    return [failure(what, reasonOf(error), 'This was not to be expected; send it to those who made the agent.')];
  }
}

function* print(findings: readonly Finding[]): Generator<string> {
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { grade, what, says, advice } of findings) {
    yield `${SIGNS[grade]}  ${what.padEnd(width)}  ${says}`;
    if (advice !== null) yield `${' '.repeat(SIGNS.ok.length + width + 4)}→ ${advice}`;
  }
}

const nothing = (): void => undefined;
const mute: SiteLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };
