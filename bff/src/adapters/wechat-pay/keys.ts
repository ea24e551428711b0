import { createPublicKey, type KeyObject } from 'node:crypto'

/** WeChat Pay's keys beside the first ones: while it changes them, both are valid. */
export interface FurtherKeys {
  platform: readonly { kid: string; pem: string }[]
  apiV3: readonly { secret: string }[]
}

interface PlatformOptions {
  platformKeyId: string
  platformKeyPem: string
  furtherKeys?: () => FurtherKeys
}

interface PlatformKeys {
  /** By id, as the client library takes them. */
  certs: Record<string, string>
  keys: ReadonlyMap<string, KeyObject>
}

/** WeChat Pay's public keys by id; the same object until there are others. */
export function platformKeys(options: PlatformOptions): () => PlatformKeys {
  let of: FurtherKeys['platform'] | undefined
  let made: PlatformKeys | undefined
  return () => {
    const further = options.furtherKeys?.().platform ?? []
    if (!made || (of !== further && (of?.length !== 0 || further.length > 0))) {
      const certs = {
        ...Object.fromEntries(further.map(({ kid, pem }) => [kid, pem])),
        [options.platformKeyId]: options.platformKeyPem,
      }
      of = further
      made = { certs, keys: new Map(Object.entries(certs).map(([kid, pem]) => [kid, createPublicKey(pem)])) }
    }
    return made
  }
}

/** A client that knows the keys of the moment. */
export function clientOf<Client>(platform: () => PlatformKeys, make: (certs: Record<string, string>) => Client): () => Client {
  let of: PlatformKeys | undefined
  let client: Client
  return () => {
    const now = platform()
    if (of !== now) {
      of = now
      client = make(now.certs)
    }
    return client
  }
}
