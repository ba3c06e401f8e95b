import { tenantDbContract } from './tenant-db.ts';

tenantDbContract();
