import fc from 'fast-check';
import { GraphQLError, parseValue as parseLiteral } from 'graphql';
import { describe, expect, test } from 'vitest';
import { parseMillionths } from '../kernel/money.ts';
import { scalars } from './scalars.ts';

const { DateTime, Date: CivilDate, Decimal, CurrencyCode } = scalars;

describe('round trips', () => {
  test('every instant to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }), (instant) => {
        const text = DateTime.serialize(instant);
        expect(DateTime.parseValue(text)).toEqual(instant);
        expect(DateTime.parseLiteral(parseLiteral(JSON.stringify(text)))).toEqual(instant);
      }),
    );
  });

  test('every decimal of 12 whole and 6 fractional digits, by its value', () => {
    const decimals = fc.stringMatching(/^-?\d{1,12}(\.\d{1,6})?$/);
    fc.assert(
      fc.property(decimals, (text) => {
        expect(parseMillionths(Decimal.serialize(Decimal.parseValue(text)))).toBe(parseMillionths(text));
      }),
    );
  });

  test('every calendar date', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }), (instant) => {
        const text = instant.toISOString().slice(0, 10);
        expect(CivilDate.serialize(CivilDate.parseValue(text))).toBe(text);
      }),
    );
  });
});

test.each([
  ['an instant without milliseconds', new Date('2024-11-04T00:30:00.000Z'), '2024-11-04T00:30:00Z'],
  ['an instant with milliseconds', new Date('2024-11-04T00:30:00.120Z'), '2024-11-04T00:30:00.120Z'],
])('%s is written with no more digits than it has', (_case, instant, text) => {
  expect(DateTime.serialize(instant)).toBe(text);
});

test.each([
  ['an offset', '2024-11-04T01:30:00+01:00', '2024-11-04T00:30:00Z'],
  ['a negative offset over midnight', '2024-11-03T19:30:00-05:00', '2024-11-04T00:30:00Z'],
  ['lower case', '2024-11-04t00:30:00z', '2024-11-04T00:30:00Z'],
  ['nanoseconds, cut to milliseconds', '2024-11-04T00:30:00.123456789Z', '2024-11-04T00:30:00.123Z'],
])('an instant is read with %s', (_case, text, written) => {
  expect(DateTime.serialize(DateTime.parseValue(text))).toBe(written);
});

test('a whole number is a decimal, as a variable and as a literal', () => {
  expect(Decimal.parseValue(-12)).toBe('-12');
  expect(Decimal.parseLiteral(parseLiteral('123456789012'))).toBe('123456789012');
});

describe('refused, with a sentence that says what would do', () => {
  test.each<[string, keyof typeof scalars, unknown]>([
    ['a local time without an offset', 'DateTime', '2024-11-04T00:30:00'],
    ['30 February', 'DateTime', '2024-02-30T00:00:00Z'],
    ['hour 24', 'DateTime', '2024-02-01T24:00:00Z'],
    ['a leap second', 'DateTime', '2016-12-31T23:59:60Z'],
    ['an offset of 99 hours', 'DateTime', '2024-02-01T00:00:00+99:00'],
    ['milliseconds since 1970', 'DateTime', 1_700_000_000_000],
    ['an instant as an object', 'DateTime', {}],
    ['29 February of a common year', 'Date', '2023-02-29'],
    ['an instant for a date', 'Date', '2024-11-04T00:00:00Z'],
    ['a binary fraction', 'Decimal', 0.1],
    ['an unsafe whole number', 'Decimal', 2 ** 60],
    ['seven fractional digits', 'Decimal', '0.0000001'],
    ['thirteen whole digits', 'Decimal', '1234567890123'],
    ['an exponent', 'Decimal', '1e3'],
    ['a decimal with a space', 'Decimal', ' 1'],
    ['NaN', 'Decimal', Number.NaN],
    ['a lower-case currency', 'CurrencyCode', 'gbp'],
    ['a currency sign', 'CurrencyCode', '£'],
    ['null', 'CurrencyCode', null],
  ])('%s', (_case, name, value) => {
    const refusal = new RegExp(`^An? ${name} is .*example|^A ${name} is .*such as`);
    expect(() => scalars[name].parseValue(value)).toThrow(GraphQLError);
    expect(() => scalars[name].parseValue(value)).toThrow(refusal);
  });

  test('a literal of another kind', () => {
    for (const literal of ['1.5', 'true', 'GBP', '{ a: 1 }', '["1"]', 'null']) {
      expect(() => Decimal.parseLiteral(parseLiteral(literal))).toThrow('A Decimal is');
    }
  });

  test('whatever the text, reading it either works or says why', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...Object.values(scalars)), (text, scalar) => {
        try {
          scalar.parseValue(text);
        } catch (error) {
          expect(error).toBeInstanceOf(GraphQLError);
        }
      }),
    );
  });
});

test('a value that is not what the scalar says never goes out', () => {
  expect(() => DateTime.serialize('2024-11-04T00:30:00Z')).toThrow(GraphQLError);
  expect(() => DateTime.serialize(new Date(Number.NaN))).toThrow(GraphQLError);
  expect(() => Decimal.serialize(1.5)).toThrow(GraphQLError);
  expect(() => CurrencyCode.serialize('pounds')).toThrow(GraphQLError);
});
