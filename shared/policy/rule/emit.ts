import { emitCondition } from './emit-condition.ts'
import { emitQuantity } from './emit-quantity.ts'
import type { Access, Emitter } from './emitter.ts'
import { createWriter } from './writer.ts'

/** Begins to write the code of a reading. */
export function createEmitter(access: Access, out = createWriter()): Emitter {
  const emitter: Emitter = {
    out,
    access,
    condition: (of, inMember) => emitCondition(of, inMember, emitter),
    quantity: (of, inMember, open) => emitQuantity(of, inMember, open, emitter),
  }
  return emitter
}
