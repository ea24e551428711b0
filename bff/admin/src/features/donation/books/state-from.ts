/** A state named in the address, when it is one of ours. */
export const stateFrom = <State extends string>(words: Record<State, unknown>, text: string | undefined): State | undefined =>
  text !== undefined && text in words ? (text as State) : undefined
