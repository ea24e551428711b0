import { mongo } from 'mongoose'
import type { DataDir } from './data-dir.ts'
import { EmbeddedMongodError } from './failure.ts'

export const replicaSetName = 'minsheng'

const patienceMs = 30_000

/** The address with its secret: for the driver only, never for a log. */
export function connectionString(dir: DataDir, port: number): string {
  return `mongodb://${dir.user}:${encodeURIComponent(dir.password)}@127.0.0.1:${port}/?replicaSet=${replicaSetName}&directConnection=true&authSource=admin`
}

async function withClient<T>(port: number, auth: DataDir | null, run: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2_000,
    ...(auth ? { auth: { username: auth.user, password: auth.password }, authSource: 'admin' } : {}),
  })
  try {
    return await run(client)
  } finally {
    await client.close()
  }
}

function codeOf(error: unknown): number | string | undefined {
  return error instanceof mongo.MongoServerError ? error.code : undefined
}

/** Polls until `look` answers something; stops early when `alive` tells that the process has ended. */
async function until<T>(what: string, alive: () => void, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + patienceMs
  let last: unknown
  while (Date.now() < deadline) {
    alive()
    try {
      const found = await look()
      if (found !== null) return found
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  throw new EmbeddedMongodError(`mongod 在 30 秒内没有${what}，请查看数据目录里的 mongod.log`, { cause: last })
}

interface Hello {
  isWritablePrimary: boolean
  setName?: string
  isreplicaset?: boolean
}

function hello(client: mongo.MongoClient): Promise<Hello> {
  return client
    .db('admin')
    .command({ hello: 1 })
    .then((answer) => ({
      isWritablePrimary: answer.isWritablePrimary === true,
      setName: answer.setName,
      isreplicaset: answer.isreplicaset,
    }))
}

async function initiateIfNeeded(client: mongo.MongoClient, port: number): Promise<void> {
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }]
  try {
    await client.db('admin').command({ replSetInitiate: { _id: replicaSetName, members } })
  } catch (error) {
    const alreadyInitialized = 23
    const unauthorized = 13
    // With a user made in an earlier run the localhost exception is closed, which itself tells that the set exists.
    if (codeOf(error) !== alreadyInitialized && codeOf(error) !== unauthorized) throw error
  }
}

/** The set remembers its own address; after a start on another port the node would not find itself in it. */
async function moveIfNeeded(port: number, dir: DataDir): Promise<void> {
  await withClient(port, dir, async (client) => {
    const admin = client.db('admin')
    const { config } = await admin.command({ replSetGetConfig: 1 })
    const host = `127.0.0.1:${port}`
    if (config.members.length === 1 && config.members[0].host === host) return
    const members = [{ ...config.members[0], host }]
    await admin.command({ replSetReconfig: { ...config, members, version: config.version + 1 }, force: true })
  })
}

async function canSignIn(port: number, dir: DataDir): Promise<boolean> {
  try {
    await withClient(port, dir, (client) => client.db('admin').command({ ping: 1 }))
    return true
  } catch (error) {
    if (codeOf(error) === 18) return false
    throw error
  }
}

async function createFirstUser(port: number, dir: DataDir): Promise<void> {
  try {
    await withClient(port, null, (client) =>
      client.db('admin').command({ createUser: dir.user, pwd: dir.password, roles: [{ role: 'root', db: 'admin' }] }),
    )
  } catch (error) {
    throw new EmbeddedMongodError(`数据目录 ${dir.root} 里的密码文件与数据库不符，无法登录：请恢复 password 文件，或移走这个目录重新开始`, {
      cause: error,
    })
  }
}

/** Brings a mongod that has just been started to a writable primary with our user. Safe to run again after any interruption. */
export async function prepareReplicaSet(dir: DataDir, port: number, alive: () => void): Promise<void> {
  const first = await until('开始接受连接', alive, () => withClient(port, null, hello))
  if (first.isreplicaset && !first.isWritablePrimary && first.setName === undefined) {
    // Either a new node, or one whose stored address is another port: only a signed-in user can tell the second.
    if (await canSignIn(port, dir)) await moveIfNeeded(port, dir)
    else await withClient(port, null, (client) => initiateIfNeeded(client, port))
  }
  await until('成为主节点', alive, async () => ((await withClient(port, null, hello)).isWritablePrimary ? true : null))
  if (!(await canSignIn(port, dir))) await createFirstUser(port, dir)
}

/** Whether a database holds no document collection yet: a start then has to seed it. */
export async function databaseIsEmpty(uri: string, name: string): Promise<boolean> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 })
  try {
    return (await client.db(name).listCollections({}, { nameOnly: true }).toArray()).length === 0
  } catch (error) {
    throw new EmbeddedMongodError('连不上 MONGODB_URI 指定的数据库：请检查地址、账号和它是否是副本集', { cause: error })
  } finally {
    await client.close()
  }
}
