import { fileURLToPath } from 'node:url'
import { benchGiving } from './giving/bench.ts'
import { benchHelp } from './help/bench.ts'
import { benchPeople } from './people/bench.ts'
import { benchPolicy } from './policy/bench.ts'
import { benchWeb } from './web/bench.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const benches: Record<string, (root: string) => Promise<void>> = {
  giving: benchGiving,
  help: benchHelp,
  people: benchPeople,
  policy: benchPolicy,
  web: benchWeb,
}

const name = process.argv[2] ?? ''
const bench = benches[name]
if (bench) await bench(root)
else {
  process.stderr.write(`npm run bench -- NAME, where NAME is ${Object.keys(benches).join(', ')}\n`)
  process.exitCode = 1
}
