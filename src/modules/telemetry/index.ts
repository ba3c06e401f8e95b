import type { Module } from '../module.ts';
import { archiveReadings } from './archive-readings.ts';
import { forgetReadings } from './forget-readings.ts';
import { telemetryNodes, telemetryResolvers } from './resolvers.ts';
import { rollUpMarked } from './roll-up-marked.ts';
import { watchConnectivity } from './watch-connectivity.ts';

export { archivedDaysOf, type ArchiveReport, verifyArchive } from './verify-archive.ts';
export { startIngest } from './ingest.ts';
export { openPartnerIntake } from './partner-intake.ts';
export { latestReadings, readingsTopic, restoreLatest } from './live-readings.ts';
export type { Reading } from './reading.ts';
export { type MeterRegisters, readFirstRegisters, readRegisters, readSocAt } from './reads.ts';
export { readPeriodPoints } from './series.ts';
export { readOfflineSpans } from './watch-connectivity.ts';
export { insertDeadLetters, insertReadings, printRows } from './store-readings.ts';

export const telemetryModule = {
  resolvers: telemetryResolvers,
  nodes: telemetryNodes,
  actions: [],
  timers: [
    { name: 'watch-connectivity', everySeconds: 10, run: watchConnectivity },
    { name: 'roll-up', everySeconds: 15, run: rollUpMarked },
    { name: 'archive-readings', everySeconds: 900, run: archiveReadings },
    { name: 'forget-readings', everySeconds: 3_600, run: forgetReadings },
  ],
} satisfies Module;
