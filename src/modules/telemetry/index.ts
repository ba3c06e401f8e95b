import type { Module } from '../module.ts';
import { telemetryNodes, telemetryResolvers } from './resolvers.ts';

export { startIngest } from './ingest.ts';
export { latestReadings, restoreLatest } from './live-readings.ts';
export { type MeterRegisters, readFirstRegisters, readRegisters } from './reads.ts';

export const telemetryModule = { resolvers: telemetryResolvers, nodes: telemetryNodes, actions: [], timers: [] } satisfies Module;
