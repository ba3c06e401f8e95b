import { UsageError, type Command } from './command.ts';

export const replayCommand: Command = {
  about: 'Runs the frequency response on a recording of the frequency, in simulated time.',
  usage: '--frequency FILE --service DC --mw 50 [--json]',
  run: async () => {
    throw new UsageError('A recording is needed.');
  },
};
