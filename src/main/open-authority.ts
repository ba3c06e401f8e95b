import path from 'node:path';
import type { AuthenticateCertificate } from '../modules/assets/index.ts';
import { keepAuthorities, readAuthorities } from '../platform/authority-files.ts';
import { createDeviceAuthority, type DeviceAuthority } from '../platform/device-authority.ts';
import type { TlsSettings } from '../platform/client-certificate.ts';
import type { DeviceSettings } from './config.ts';

const DAY_MS = 86_400_000;

/** The authority that the environment names, or one kept in the data folder; null where there is neither. */
export async function openAuthority(settings: DeviceSettings, dataDir: string | null): Promise<DeviceAuthority | null> {
  const { authorityFiles, certificateDays } = settings;
  const wallNow = (): Date => new Date();
  if (authorityFiles === null && dataDir === null) return null;
  const authorities =
    authorityFiles !== null
      ? await readAuthorities(authorityFiles, wallNow())
      : await keepAuthorities(path.join(dataDir ?? '', 'device-authority'), wallNow());
  return createDeviceAuthority({ authorities, lifetimeMs: certificateDays * DAY_MS, wallNow });
}

/** How edge agents are let in, over GraphQL and over MQTT alike. */
export interface AgentDoor {
  readonly host: string;
  readonly publicHost: string;
  readonly tls: TlsSettings;
  readonly authenticate: AuthenticateCertificate;
}

export async function agentDoor({
  authority,
  host,
  settings,
  authenticate,
}: {
  authority: DeviceAuthority;
  host: string;
  settings: DeviceSettings;
  authenticate: AuthenticateCertificate;
}): Promise<AgentDoor> {
  const publicHost = settings.agentHost ?? host;
  return { host, publicHost, tls: await authority.serverTls([...new Set([publicHost, host, 'localhost'])]), authenticate };
}
