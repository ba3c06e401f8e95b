/** The rules that every type, field and argument of the public schema follows (see docs and style). */
import {
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';

const UNITS = [
  'Kw',
  'Kwh',
  'Percent',
  'PerKwh',
  'PerMwh',
  'Seconds',
  'Minutes',
  'Hours',
  'Celsius',
  'Volts',
  'Amps',
  'Hertz',
  'Pence',
  'Count',
  'Index',
  'Ratio',
  'Sequence',
] as const;
/** Only a qualifier may follow the unit. */
const QUALIFIERS = ['Max', 'Min', 'Mean', 'P50', 'P95', 'P99'] as const;
const WITH_UNIT = new RegExp(`(^|[a-z0-9])(${UNITS.join('|')})(${QUALIFIERS.join('|')})?$`);
/** Whole names that are a unit by themselves, such as `count`. */
const IS_UNIT = new Set<string>(UNITS.map((unit) => unit.toLowerCase()));
/** What a tenant declares has its unit in a field beside it. */
const UNIT_BESIDE = new Set(['CustomMetric.value']);
/** By which somebody else names a thing. */
const NUMBERS_OF_OTHERS = new Set(['acceptanceNumber']);
const INSTANT_ENDING = /(^at|^from|^until|At|From|Until)$/;
const CIVIL_DATE_ENDING = /(^date|Date)$/;
const PAGE_SIZES: ReadonlySet<string> = new Set(['first', 'last']);

interface Member {
  readonly path: string;
  readonly name: string;
  readonly typeName: string;
  readonly description: string | null | undefined;
  readonly isArgument: boolean;
}

/** One sentence for each place that breaks a rule. */
export function walkSchema(schema: GraphQLSchema): readonly string[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
  const members = types.flatMap(membersOf);
  return [
    ...types.filter(({ description }) => !description?.trim()).map(({ name }) => `${name} has no description`),
    ...members.filter(({ description }) => !description?.trim()).map(({ path }) => `${path} has no description`),
    ...members.filter(lacksUnit).map(({ path }) => `${path} is a number without a unit`),
    ...members.filter(isMisnamedInstant).map(({ path }) => `${path} is an instant, so it ends in At, From or Until`),
    ...members.filter(isMisnamedDate).map(({ path }) => `${path} is a civil date, so it ends in Date`),
    ...mutationsOf(schema),
  ];
}

function lacksUnit({ path, name, typeName, isArgument }: Member): boolean {
  if (typeName !== 'Float' && typeName !== 'Int') return false;
  if ((isArgument && PAGE_SIZES.has(name)) || NUMBERS_OF_OTHERS.has(name)) return false;
  return !WITH_UNIT.test(name) && !IS_UNIT.has(name) && !UNIT_BESIDE.has(path);
}

function isMisnamedInstant({ name, typeName }: Member): boolean {
  return typeName === 'DateTime' && !INSTANT_ENDING.test(name);
}

function isMisnamedDate({ name, typeName }: Member): boolean {
  return typeName === 'Date' && !CIVIL_DATE_ENDING.test(name);
}

function mutationsOf(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ name, args, type }) => {
    const input = args.find((argument) => argument.name === 'input');
    const inputType = input ? getNamedType(input.type) : null;
    const key = isInputObjectType(inputType) ? inputType.getFields()['idempotencyKey'] : null;
    const resultName = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Result`;
    const result = getNamedType(type);
    return [
      ...(String(key?.type) === 'String!' ? [] : [`Mutation.${name} has no input with idempotencyKey: String!`]),
      ...(isUnionType(result) && String(type) === `${resultName}!`
        ? []
        : [`Mutation.${name} does not return the union ${resultName}!`]),
    ];
  });
}

/** Fields, arguments, input fields and enum values. */
function membersOf(type: GraphQLNamedType): readonly Member[] {
  if (isEnumType(type)) {
    return type.getValues().map(({ name, description }) => {
      return { path: `${type.name}.${name}`, name, typeName: type.name, description, isArgument: false };
    });
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => memberOf(field, `${type.name}.${field.name}`));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const path = `${type.name}.${field.name}`;
    return [memberOf(field, path), ...field.args.map((argument) => memberOf(argument, `${path}(${argument.name}:)`, true))];
  });
}

type Described = { name: string; type: Parameters<typeof getNamedType>[0]; description?: string | null | undefined };

function memberOf({ name, type, description }: Described, path: string, isArgument = false): Member {
  return { path, name, typeName: String(getNamedType(type)), description, isArgument };
}
