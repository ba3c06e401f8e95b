import postgres from 'postgres';
import { present } from '../kernel/assert.ts';

/** The name of the installation that a database is; given to it when it is asked for the first time. */
export async function installationIdOf(ownerUrl: string): Promise<string> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`insert into installation (installation_id) values (gen_random_uuid()) on conflict do nothing`;
    const [row] = await sql<{ installationId: string }[]>`select installation_id as "installationId" from installation`;
    return present(row, 'an installation to have a name').installationId;
  } finally {
    await sql.end();
  }
}
