import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Population } from '../../../shared/policy/population/population.ts'

/** Writes the columns of a copy as they lie in memory. */
export function columnFiles(population: Population, folder: string) {
  const keep = (name: string, values: Uint8Array | Int32Array | Float64Array, length: number) => {
    const file = join(folder, name)
    writeFileSync(file, values.subarray(0, length))
    return file
  }
  const columns = (['person', 'household'] as const).flatMap((subject) =>
    population[subject].map(({ fact, form, values }) => ({
      name: fact.name,
      subject,
      form,
      file: keep(fact.name, values, subject === 'person' ? population.rows : population.homes),
    })),
  )
  return { columns, homes: population.homes, homeOf: keep('homeOf', population.homeOf, population.rows) }
}
