import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../../platform/auth/actor.ts'
import { derivedId } from '../../../../platform/crypto/id.ts'
import { nothing, type Route, route } from '../../../../platform/http/route.ts'
import { mayReadOfCharity, mayReadPublic, mayUploadReportFile, reportFileCharity } from '../../access.ts'
import type { ReportStore } from '../store.ts'
import type { ReportFileStore } from './store.ts'

/** By content, whatever the header says. */
const isPdf = (content: Buffer) => content.subarray(0, 5).toString('latin1') === '%PDF-'

export function reportFileRoutes({ files, reports, clock }: { files: ReportFileStore; reports: ReportStore; clock: Clock }): Route[] {
  const pdf = (id: string) => ({ content: files.read(id), contentType: 'application/pdf', filename: '报告.pdf' })
  return [
    route({
      operation: contract.getReportFile,
      // A draft's file is not public because its address became known.
      load: async ({ params }) => ((await reports.isFilePublic(params.fileId)) ? files.get(params.fileId) : null),
      allow: mayReadPublic,
      audit: { none: 'public document' },
      run: (_, { _id }) => ({
        ...pdf(_id),
        cacheControl: 'public, max-age=31536000, immutable',
        anyOrigin: true,
      }),
    }),
    route({
      operation: contract.readReportFile,
      load: async ({ params }) => {
        const found = await files.get(params.fileId)
        // Only those who see every charity read what was kept without one.
        return found && { fileId: found._id, charityId: found.charityId ?? '' }
      },
      allow: mayReadOfCharity,
      audit: { action: 'report-file.read', subject: ({ fileId }) => fileId },
      run: (_, { fileId }) => pdf(fileId),
    }),
    route({
      operation: contract.uploadReportFile,
      load: nothing,
      allow: mayUploadReportFile,
      audit: { action: 'report-file.upload', subject: (_, file) => file?.id ?? 'new' },
      run: async ({ body, actor, context }) => {
        if (!isPdf(body)) throw new AppError('unsupported_media_type', { detail: '这不是 PDF 文件，请换一个' })
        const _id = derivedId('rpf', context.idempotencySeed ?? '')
        const charityId = reportFileCharity(actor) ?? ''
        await files.put({ _id, charityId, bytes: body.length, uploadedBy: actorId(actor), createdAt: clock.now() }, body)
        return { id: _id }
      },
    }),
  ]
}
