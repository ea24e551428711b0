import type { IconKey } from './icons.gen'

/** Pictures of a mini-program lie on the phone already. */
export function keepReady(_icons: readonly IconKey[]): void {}
