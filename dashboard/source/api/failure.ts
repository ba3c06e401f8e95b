import type { CombinedError } from 'urql';

/** A failed request as a sentence for people. The platform's own sentences are written for them and are shown as they are. */
export function sentenceOf(error: CombinedError): string {
  if (error.graphQLErrors.length === 0) {
    return 'The platform cannot be reached. Check the connection; live values come back by themselves.';
  }
  return error.graphQLErrors.map((one) => oneSentence(one.message, one.extensions)).join(' ');
}

export function isSignedOut(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some((one) => one.extensions['code'] === 'UNAUTHENTICATED') ?? false;
}

function oneSentence(message: string, extensions: Readonly<Record<string, unknown>>): string {
  switch (extensions['code']) {
    case 'UNAUTHENTICATED':
      return 'This key is not valid, or not any more. Sign in with another one.';
    case 'FORBIDDEN':
      return `Your role may not do this. ${message}`;
    case 'INTERNAL': {
      const requestId = extensions['requestId'];
      return `Something broke on the platform's side; nothing you did.${typeof requestId === 'string' ? ` Request ${requestId}.` : ''}`;
    }
    default:
      return message;
  }
}
