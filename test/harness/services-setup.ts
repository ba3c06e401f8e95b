import { connect } from 'node:net';
import type { TestProject } from 'vitest/node';
import './provided.ts';
import { makeTemplate } from './database-template.ts';

const REACH_TIMEOUT_MS = 2_000;

/** Real services, given by the environment. A missing one fails the run: a skipped contract proves nothing. */
export default async function setup(project: TestProject): Promise<void> {
  const adminUrl = process.env['DATABASE_URL'] ?? 'postgres://root@127.0.0.1:5432/test';
  const redisUrl = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
  const mqttUrl = process.env['MQTT_URL'] ?? 'mqtt://127.0.0.1:1883';
  await reach('PostgreSQL', 'DATABASE_URL', adminUrl);
  await reach('Redis', 'REDIS_URL', redisUrl);
  await reach('an MQTT broker', 'MQTT_URL', mqttUrl);
  await makeTemplate(adminUrl);
  project.provide('adminUrl', adminUrl);
  project.provide('redisUrl', redisUrl);
  project.provide('mqttUrl', mqttUrl);
}

function reach(service: string, variable: string, url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((reached, missing) => {
    const fail = (): void =>
      missing(new Error(`The services tests need ${service} at ${hostname}:${port}; set ${variable} to another one.`));
    const socket = connect({ host: hostname, port: Number(port), timeout: REACH_TIMEOUT_MS }, () => {
      socket.destroy();
      reached();
    });
    socket.once('error', fail);
    socket.once('timeout', fail);
  });
}
