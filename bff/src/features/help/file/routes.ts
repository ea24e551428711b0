import { helpContract as contract } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import type { Actor } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayCall, mayWork, ownsCall } from '../access.ts'
import { reportIdsOf } from '../call/domain.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { PresentDesk } from '../desk/presenting.ts'
import type { PresentOwn } from '../own/presenting.ts'
import type { FileDesk } from './desk.ts'
import type { HelpFile } from './domain.ts'
import type { HelpFiles } from './store.ts'

interface Parts {
  calls: CallStore
  files: HelpFiles
  desk: FileDesk
  presentOwn: PresentOwn
  presentDesk: PresentDesk['detail']
}

/** Voices and photos of a call; each look of staff is on record. */
export function helpFileRoutes({ calls, files, desk, presentOwn, presentDesk }: Parts): Route[] {
  const mine = async ({ actor, params }: { actor: Actor; params: { callId: string } }) => {
    const seen = mayCall(actor) ? await calls.call(params.callId) : null
    return seen && ownsCall(actor, seen) ? { seen, visitor: actor } : null
  }
  const load = ({ params }: { params: { callId: string } }) => calls.call(params.callId)
  type Asked = { params: { callId: string; fileId: string } }
  /** Of this report alone: whoever told the same thing sees nothing of it. */
  const ownFile = async ({ params }: Asked) => {
    const [call, file] = await Promise.all([calls.call(params.callId), files.one([params.callId], params.fileId)])
    return call && file ? { call, file } : null
  }
  /** With what was added to reports that go with this call. */
  const deskFile = async ({ params }: Asked) => {
    const call = await calls.call(params.callId)
    const file = call && (await files.one(reportIdsOf(call), params.fileId))
    return file ? { call, file } : null
  }
  async function contentOf(file: HelpFile) {
    const content = await files.read(file._id)
    if (!content) throw new AppError('not_found')
    return { content, contentType: file.contentType }
  }
  const subject = ({ seen }: { seen: CallRecord }) => seen._id
  const owns = (actor: Actor, { seen }: { seen: CallRecord }) => ownsCall(actor, seen)

  return [
    route({
      operation: contract.addHelpPhoto,
      load: mine,
      allow: owns,
      audit: { action: 'help.add-photo', subject },
      run: async ({ body, context }, { seen, visitor }) => presentOwn(await desk.photo(seen, visitor, body, context.idempotencySeed ?? '')),
    }),
    route({
      operation: contract.addHelpVoice,
      load: mine,
      allow: owns,
      audit: { action: 'help.add-voice', subject },
      run: async ({ body, query, context }, { seen, visitor }) =>
        presentOwn(await desk.voice(seen, visitor, body, query.seconds, context.idempotencySeed ?? '')),
    }),
    route({
      operation: contract.getHelpFile,
      load: ownFile,
      allow: (actor, { call, file }) => file.of === 'caller' && ownsCall(actor, call),
      audit: { none: "looking at one's own" },
      run: (_, { file }) => contentOf(file),
    }),
    route({
      operation: contract.addWorkPhoto,
      load,
      allow: mayWork,
      audit: { action: 'help.work-photo', subject: (call) => call._id },
      run: async ({ actor, body, query, context }, call) => {
        if (actor.kind !== 'staff') throw new AppError('forbidden')
        return presentDesk(await desk.workPhoto(call, actor, query, body, context.idempotencySeed ?? ''), actor)
      },
    }),
    route({
      operation: contract.getDeskHelpFile,
      load: deskFile,
      allow: (actor, { call }) => mayWork(actor, call),
      // By the person, so that they find it among who looked at their data.
      audit: { action: 'help.look', subject: ({ call }) => call.residentId ?? call._id },
      run: (_, { file }) => contentOf(file),
    }),
  ]
}
