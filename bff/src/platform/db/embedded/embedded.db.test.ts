import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest'
import { startGuard } from '../../../../../scripts/testing/guard.ts'
import { type EmbeddedMongod, startEmbeddedMongod } from './index.ts'
import { commandLineOf } from './owner.ts'

const cacheDir = inject('mongodCacheDir')
const guard = startGuard()
const folder = guard.folder('embedded')
const log: string[] = []

async function start(name: string, options: { cacheDir?: string; port?: number } = {}): Promise<EmbeddedMongod> {
  const mongod = await startEmbeddedMongod({
    dataDir: join(folder, name),
    cacheDir: options.cacheDir ?? cacheDir,
    port: options.port ?? 0,
    log: (line) => log.push(line),
    cacheSizeGb: 0.25,
  })
  guard.watch(mongod.pid)
  return mongod
}

async function withClient<T>(uri: string, run: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = await new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 }).connect()
  try {
    return await run(client)
  } finally {
    await client.close()
  }
}

afterEach(() => {
  delete process.env.MONGOD_BINARY
  log.length = 0
})

afterAll(() => guard.release())

describe('embedded mongod', () => {
  it('has transactions and change streams, behind a password, on loopback', async () => {
    const mongod = await start('fresh')
    await withClient(mongod.uri, async (client) => {
      const gifts = client.db('t').collection<{ _id: string; fen: number }>('gifts')
      await gifts.insertOne({ _id: 'a', fen: 1 })
      const stream = gifts.watch()
      const nextChange = stream.next()
      // The cursor opens with the first poll; a change before that would be missed.
      await new Promise((resolve) => setTimeout(resolve, 200))
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await gifts.insertOne({ _id: 'b', fen: 2 }, { session })
          await gifts.updateOne({ _id: 'a' }, { $inc: { fen: 10 } }, { session })
        }),
      )
      const change = await nextChange
      expect(change).toMatchObject({ operationType: 'insert', documentKey: { _id: 'b' } })
      await stream.close()
      await expect(
        client.withSession((session) =>
          session.withTransaction(async () => {
            await gifts.deleteMany({}, { session })
            throw new Error('changed my mind')
          }),
        ),
      ).rejects.toThrow('changed my mind')
      expect(await gifts.countDocuments()).toBe(2)
      const lifetime = await client.db('admin').command({ getParameter: 1, transactionLifetimeLimitSeconds: 1 })
      expect(lifetime.transactionLifetimeLimitSeconds).toBe(3)
      const { parsed } = await client.db('admin').command({ getCmdLineOpts: 1 })
      expect(parsed.net.bindIp).toBe('127.0.0.1')
      expect(parsed.net.compression.compressors).not.toContain('zlib')
    })
    const anonymous = `mongodb://127.0.0.1:${mongod.port}/?directConnection=true`
    await expect(withClient(anonymous, (client) => client.db('t').collection('gifts').findOne())).rejects.toThrow(/authentication/)
    const second = withClient(anonymous, (client) => client.db('admin').command({ createUser: 'x', pwd: 'x', roles: ['root'] }))
    await expect(second).rejects.toThrow(/authentication/)
    expect(statSync(join(folder, 'fresh', 'keyfile')).mode & 0o777).toBe(0o400)
    expect(statSync(join(folder, 'fresh', 'password')).mode & 0o777).toBe(0o600)
    await mongod.stop()
    expect(commandLineOf(mongod.pid)).toBeNull()
  })

  it('keeps its data over a stop, a start on another port, and kill -9', async () => {
    const first = await start('kept')
    await withClient(first.uri, (client) =>
      client
        .db('t')
        .collection('gifts')
        .insertOne({ fen: 1 }, { writeConcern: { w: 'majority', j: true } }),
    )
    await first.stop()

    const second = await start('kept')
    expect(second.port).not.toBe(first.port)
    await withClient(second.uri, (client) =>
      client
        .db('t')
        .collection('gifts')
        .insertOne({ fen: 2 }, { writeConcern: { w: 'majority', j: true } }),
    )
    process.kill(second.pid, 'SIGKILL')
    await second.exited

    const third = await start('kept', { port: second.port })
    const amounts = await withClient(third.uri, (client) => client.db('t').collection('gifts').find().sort({ fen: 1 }).toArray())
    expect(amounts.map(({ fen }) => fen)).toEqual([1, 2])
  })

  it('ends what a killed run left on the directory', async () => {
    const abandoned = await start('left')
    // The owner recorded is this process, so the second start may settle the matter itself.
    const next = await start('left')
    expect(commandLineOf(abandoned.pid)).toBeNull()
    expect(log.join('\n')).toContain(`pid ${abandoned.pid}`)
    expect(await withClient(next.uri, (client) => client.db('admin').command({ ping: 1 }))).toMatchObject({ ok: 1 })
  })

  it('refuses a directory that a living process owns', async () => {
    const mongod = await start('owned')
    const pidFile = join(folder, 'owned', 'mongod.pid')
    const [pid, mark] = readFileSync(pidFile, 'utf8').trim().split('\t')
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    const ownerMark = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    writeFileSync(pidFile, `${pid}\t${mark}\t${process.ppid}\t${ownerMark}\n`)
    await expect(start('owned')).rejects.toThrow(`另一个进程（pid ${process.ppid}）`)
    expect(commandLineOf(mongod.pid)).not.toBeNull()
  })

  it('refuses data of another release series in one sentence', async () => {
    const root = join(folder, 'series')
    mkdirSync(root)
    writeFileSync(join(root, 'version'), '4.4.29\n')
    await expect(start('series')).rejects.toThrow(/是 MongoDB 4\.4 写的，现在的 mongod 是 \d+\.\d+\.\d+，不能直接打开/)
  })

  it('says which port is taken', async () => {
    const mongod = await start('port-holder')
    await expect(start('port-seeker', { port: mongod.port })).rejects.toThrow(`端口 ${mongod.port} 已被其他程序占用`)
  })

  it('says what is wrong with the binary it was told to use', async () => {
    process.env.MONGOD_BINARY = join(folder, 'nowhere')
    await expect(start('named')).rejects.toThrow(/MONGOD_BINARY 指定的 .*nowhere 不能运行/)
    const fake = join(folder, 'fake-mongod')
    writeFileSync(fake, '#!/bin/sh\necho "mongod: error while loading shared libraries: libfoo.so.1: cannot open" >&2\nexit 127\n')
    chmodSync(fake, 0o755)
    process.env.MONGOD_BINARY = fake
    await expect(start('named')).rejects.toThrow(/libfoo\.so\.1/)
  })

  it('says what to install when there is no binary to be had', async () => {
    const path = process.env.PATH
    const mirror = process.env.MONGOMS_DOWNLOAD_MIRROR
    // Nothing on PATH, so neither mongod nor pip; a download host that refuses at once.
    process.env.PATH = ''
    process.env.MONGOMS_DOWNLOAD_MIRROR = 'http://127.0.0.1:9'
    try {
      await expect(start('without', { cacheDir: join(folder, 'empty-cache') })).rejects.toThrow(
        /^没有可用的 mongod:请安装 MongoDB 6\.0 或更新版本.*已试：/,
      )
    } finally {
      process.env.PATH = path
      if (mirror === undefined) delete process.env.MONGOMS_DOWNLOAD_MIRROR
      else process.env.MONGOMS_DOWNLOAD_MIRROR = mirror
    }
  })
})
