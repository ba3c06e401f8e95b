import { type AgreementClaim, refuseAgreement } from '../../kernel/decide-agreement.ts';
import { type OwnershipModel, type OwnershipModels, STANDARD_MODELS } from '../../kernel/ownership-models.ts';
import type { FileProblem } from './file-problem.ts';
import type { TenantFile } from './tenant-file.ts';

type FileContent = Pick<TenantFile, 'ownershipModels' | 'sites'>;
type FileAgreement = TenantFile['sites'][number]['batteries'][number]['agreements'][number];

/** The ownership models of a tenant, by name: those of the platform that it chose, then its own. All of the platform's when it says nothing. */
export function modelsOf({ ownershipModels }: Pick<TenantFile, 'ownershipModels'>): OwnershipModels {
  if (!ownershipModels) return STANDARD_MODELS;
  const { standard = [], own = {} } = ownershipModels;
  return {
    ...Object.fromEntries(standard.map((name) => [name, STANDARD_MODELS[name]])),
    ...Object.fromEntries(Object.entries(own).map(([name, roles]) => [name, modelOf(roles)])),
  };
}

/** The model of a battery that names none. */
export function defaultModelOf(models: OwnershipModels): string {
  const [first] = Object.keys(models);
  if (first === undefined) throw new Error('Bug: a tenant without ownership models');
  return first;
}

export function problemOfModels(file: FileContent): FileProblem | null {
  const { standard = [], own = {} } = file.ownershipModels ?? {};
  const models = modelsOf(file);
  if (Object.keys(models).length === 0) return { path: ['ownershipModels'], text: 'ownershipModels names no model' };
  for (const [name, roles] of Object.entries(own)) {
    const path = ['ownershipModels', 'own', name];
    if (Object.hasOwn(STANDARD_MODELS, name)) {
      return {
        path,
        text: `the ownership model ${name} has the name of one that comes with the platform${standard.length > 0 ? '' : ': choose it under `standard`'}`,
      };
    }
    for (const [role, rights] of Object.entries(roles)) {
      if (!rights.read?.includes('identity')) {
        return {
          path: [...path, role],
          text: `the ownership model ${name} lets the role ${role} see no battery: it must read identity`,
        };
      }
    }
  }
  for (const [siteIndex, site] of file.sites.entries()) {
    for (const [index, { key, ownershipModel }] of site.batteries.entries()) {
      if (ownershipModel !== undefined && !Object.hasOwn(models, ownershipModel)) {
        const path = ['sites', siteIndex, 'batteries', index, 'ownershipModel'];
        return { path, text: `battery ${key}: there is no ownership model ${ownershipModel}` };
      }
    }
  }
  return null;
}

/** The first agreement that contradicts those before it. */
export function problemOfAgreements({ sites }: FileContent): FileProblem | null {
  for (const [siteIndex, site] of sites.entries()) {
    const stated = [
      ...(site.agreements ?? []).map((agreement, index) => ({
        claim: claimOf(agreement, null),
        what: `site ${site.key}`,
        path: ['sites', siteIndex, 'agreements', index],
      })),
      ...site.batteries.flatMap(({ key, agreements }, batteryIndex) =>
        agreements.map((agreement, index) => ({
          claim: claimOf(agreement, key),
          what: `battery ${key}`,
          path: ['sites', siteIndex, 'batteries', batteryIndex, 'agreements', index],
        })),
      ),
    ];
    for (const [index, { claim, what, path }] of stated.entries()) {
      const refusal = refuseAgreement(
        claim,
        stated.slice(0, index).map((one) => one.claim),
      );
      if (refusal)
        return {
          path,
          text: `${what}: the agreement of ${claim.partyId} as ${claim.role} is refused. ${refusal.message.replace(/\.$/, '')}`,
        };
    }
  }
  return null;
}

function claimOf({ party, role, validFrom, validUntil, sharePercent }: FileAgreement, batteryKey: string | null): AgreementClaim {
  return {
    partyId: party,
    role,
    batteryId: batteryKey,
    validFrom: new Date(validFrom),
    validUntil: validUntil === undefined ? null : new Date(validUntil),
    sharePercent: sharePercent ?? null,
  };
}

type FileModel = NonNullable<NonNullable<TenantFile['ownershipModels']>['own']>[string];

function modelOf(roles: FileModel): OwnershipModel {
  return Object.fromEntries(Object.entries(roles).map(([role, { read = [], write = [] }]) => [role, { read, write }]));
}
