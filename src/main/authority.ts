import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createAuthority } from '../platform/authority-files.ts';
import { Fault } from '../platform/fault.ts';
import { readDeviceSettings } from './config.ts';
import { openAuthority } from './open-authority.ts';
import { runProcess } from './run-process.ts';

const USAGE = `Usage: npm run authority -- new FILE            makes a device authority
       npm run authority -- broker HOST FOLDER  certificate, key and trusted authorities for an MQTT broker of that name,
                                                by the authorities in DEVICE_AUTHORITY_FILES`;

/** Makes what an installation of several processes is given as files: its device authority, and the certificate of its broker. */
await runProcess(async () => {
  const [command, ...operands] = process.argv.slice(2);
  const [first, second] = operands;
  if (command === 'new' && first !== undefined) await writeAuthority(first);
  else if (command === 'broker' && first !== undefined && second !== undefined) await writeBrokerFiles(first, second);
  else throw new Fault('BAD_USER_INPUT', { tell: USAGE });
});

async function writeAuthority(file: string): Promise<void> {
  if (existsSync(file))
    throw new Fault('BAD_USER_INPUT', { tell: `${file} exists; an authority is never written over another.` });
  const { text } = await createAuthority(new Date());
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
}

async function writeBrokerFiles(host: string, folder: string): Promise<void> {
  const authority = await openAuthority(readDeviceSettings(process.env), null);
  if (!authority)
    throw new Fault('BAD_USER_INPUT', { tell: 'Set DEVICE_AUTHORITY_FILES to the authorities of this installation.' });
  const { cert, key, ca } = await authority.serverTls([host]);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'server.crt'), cert);
  await writeFile(path.join(folder, 'server.key'), key, { mode: 0o600 });
  await writeFile(path.join(folder, 'device-authorities.crt'), `${ca.join('\n')}\n`);
}
