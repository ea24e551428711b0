import { allContracts, type contracts, type OperationName } from '@minsheng/shared/contracts/index'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../scripts/testing/database.ts'
import { type Rows, triedByAll } from './matrix.ts'
import { rowsOf } from './rows.ts'
import { startWorld, type World } from './world.ts'

export const operationNames = Object.keys(allContracts) as OperationName[]

/** So many files share the operations out, for one took longer than all the rest of the suite beside it. */
const PARTS = 3

/**
 * Every role with its own scope and with another's, both visitors and nobody, at every operation of one part: the n-th
 * operation belongs to part n % 3, so that none is left out. @returns the world they live in, for what else is tried there
 */
export function everyRoleAtEveryOperation(part: 0 | 1 | 2): () => World {
  let world: World
  let rows: Rows<typeof contracts>
  beforeAll(async () => {
    world = await startWorld(inject('bffEnvironment'), freshDatabaseName())
    rows = rowsOf(world)
  })
  afterAll(() => world.app.close())

  describe('every role at every operation', () => {
    test.each(operationNames.filter((_, index) => index % PARTS === part))('%s', async (name) => {
      expect(await triedByAll(world, name, rows[name])).toEqual([])
    })
  })
  return () => world
}
