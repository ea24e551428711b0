import { checkPublications } from './features/policy/index.ts'
import { connectDatabase } from './platform/db/index.ts'

/** `policy:check`: looks at everything that was published of policies, from the first to the last; exit code 1 when something was changed. Reads only. */
async function main(environment: Record<string, string | undefined>): Promise<boolean> {
  const { MONGODB_URI, MONGODB_DB } = environment
  if (!MONGODB_URI) throw new Error('MONGODB_URI is missing: it says where the policies are')
  const db = await connectDatabase(MONGODB_URI, MONGODB_DB || 'minsheng')
  try {
    const { published, head, damages } = await checkPublications(db)
    process.stdout.write(`${published} publications, head ${head}\n`)
    for (const { words } of damages) process.stdout.write(`BROKEN ${words}\n`)
    process.stdout.write(damages.length === 0 ? 'Everything is as it was published.\n' : 'Something was changed after it was published.\n')
    return damages.length === 0
  } finally {
    await db.close()
  }
}

main(process.env).then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)
