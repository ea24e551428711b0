import bff from '../package.json' with { type: 'json' }

/** The product's version, as it is released. */
export const appVersion = (): string => bff.version
