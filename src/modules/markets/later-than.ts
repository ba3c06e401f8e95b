/** Now, or the next instant when a price it corrects became known in this very one: the later of two facts is the one that counts. */
export function laterThan(known: readonly { readonly knownAt: Date }[], now: Date): Date {
  return new Date(Math.max(now.getTime(), ...known.map(({ knownAt }) => knownAt.getTime() + 1)));
}
