import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../../platform/auth/actor.ts'
import { derivedId } from '../../../../platform/crypto/id.ts'
import { nothing, type Route, route } from '../../../../platform/http/route.ts'
import { mayReadPublic, mayUploadReportFile } from '../../access.ts'
import { reportFileUrl } from '../present.ts'
import type { ReportFileStore } from './store.ts'

/** By content, whatever the header says. */
const isPdf = (content: Buffer) => content.subarray(0, 5).toString('latin1') === '%PDF-'

export function reportFileRoutes({ files, clock }: { files: ReportFileStore; clock: Clock }): Route[] {
  return [
    route({
      operation: contract.getReportFile,
      load: ({ params }) => files.get(params.fileId),
      allow: mayReadPublic,
      audit: { none: 'public document' },
      run: (_, { _id }) => ({
        content: files.read(_id),
        contentType: 'application/pdf',
        filename: '报告.pdf',
        cacheControl: 'public, max-age=31536000, immutable',
        anyOrigin: true,
      }),
    }),
    route({
      operation: contract.uploadReportFile,
      load: nothing,
      allow: mayUploadReportFile,
      audit: { action: 'report-file.upload', subject: (_, file) => file?.id ?? 'new' },
      run: async ({ body, actor, context }) => {
        if (!isPdf(body)) throw new AppError('unsupported_media_type', { detail: '这不是 PDF 文件，请换一个' })
        const _id = derivedId('rpf', context.idempotencySeed ?? '')
        await files.put({ _id, bytes: body.length, uploadedBy: actorId(actor), createdAt: clock.now() }, body)
        return { id: _id, url: reportFileUrl(_id) ?? '' }
      },
    }),
  ]
}
