/** The domain type behind each GraphQL type. Every module adds its own by declaration merging. */
export interface Models {}

/** What resolvers exchange for a GraphQL type: the module's model, or, where no row stands behind it, the SDL's own shape. */
export type ModelOf<T> = T extends readonly (infer Item)[]
  ? readonly ModelOf<Item>[]
  : T extends { __typename: infer Name }
    ? Name extends keyof Models
      ? Models[Name]
      : { [Field in keyof T as Field extends '__typename' ? never : Field]: ModelOf<T[Field]> } & { readonly __typename?: Name }
    : T;
