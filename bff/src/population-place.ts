import type { Config } from './platform/config/index.ts'

/** Where the thread's program is, in source as in the bundle, and what it needs to reach the database. */
export function populationPlace({ MONGODB_URI, MONGODB_DB, KEYRING_FILE, KEYS_DIR, POPULATION_COPY }: Config) {
  const file = import.meta.url.endsWith('.ts') ? './population-thread.ts' : './population-thread.js'
  return {
    program: new URL(file, import.meta.url),
    place: { uri: MONGODB_URI, database: MONGODB_DB, keyringFile: KEYRING_FILE, keysDir: KEYS_DIR },
    atStart: POPULATION_COPY === 'start',
  }
}
