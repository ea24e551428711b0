import { readEnvironment } from './environment.ts'
import { startStandIns } from './start.ts'

try {
  const { stop, ...urls } = await startStandIns(readEnvironment(process.env))
  const leave = () => void stop().then(() => process.exit(0))
  process.once('SIGTERM', leave)
  process.once('SIGINT', leave)
  console.log(JSON.stringify({ ready: true, ...urls }))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
