import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the pages' own operations. The server knows the same documents as the trusted ones. */
const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  documents: 'dashboard/documents/*.graphql',
  generates: {
    'dashboard/generated/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        enumType: 'string-literal',
        useTypeImports: true,
        dedupeFragments: true,
        skipTypename: true,
        defaultScalarType: 'unknown',
        scalars: { ID: 'string', DateTime: 'string', Date: 'string', Decimal: 'string', CurrencyCode: 'string' },
      },
    },
  },
};

export default config;
