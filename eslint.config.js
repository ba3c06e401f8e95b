import graphql from '@graphql-eslint/eslint-plugin';

const { rules: recommended } = graphql.configs['flat/schema-recommended'];
const { rules: relay } = graphql.configs['flat/schema-relay'];

/** ESLint reads the public promise only; code is oxlint's. */
export default [
  {
    files: ['schema/**/*.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: 'schema/*.graphql' } } },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...recommended,
      ...relay,
      // Only nodes have an id; edges, results and parts of a node are values. test/walks proves the nodes.
      '@graphql-eslint/strict-id-in-types': 'off',
      // An Int says what it counts: `instructionSequence` keeps its noun, as test/walks demands.
      '@graphql-eslint/no-typename-prefix': 'off',
      // Instructions and keys are read forwards only, which the specification allows.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // A short bounded list needs no connection.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
      ],
      '@graphql-eslint/description-style': ['error', { style: 'inline' }],
      '@graphql-eslint/input-name': ['error', { checkInputType: true, caseSensitiveInputType: false }],
      '@graphql-eslint/no-duplicate-fields': 'error',
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-deprecation-date': 'error',
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          DirectiveDefinition: true,
          EnumValueDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          OperationDefinition: false,
        },
      ],
    },
  },
];
