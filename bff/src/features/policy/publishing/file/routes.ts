import { policyContract as contract } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { contentSchemas } from '@minsheng/shared/policy/publishing/content'
import { type Route, route } from '../../../../platform/http/route.ts'
import { mayReadDrafts, mayWritePolicies } from '../access.ts'
import type { DraftDocument } from '../domain.ts'
import { contentOf, type DraftDesk } from '../draft-desk.ts'
import type { PublicationStore } from '../store.ts'
import { readYaml, writeYaml, type YamlFault } from '../yaml.ts'

const subject = ({ _id }: DraftDocument) => _id

const refused = (faults: readonly YamlFault[]) =>
  new AppError('invalid_input', {
    issues: faults.map(({ line, words }) => ({
      path: line === null ? 'body' : `body.${line}`,
      message: line === null ? words : `第 ${line} 行：${words}`,
    })),
  })

/** A draft as a file: taken away, mended elsewhere, brought back. */
export function draftFileRoutes({ store, desk }: { store: PublicationStore; desk: DraftDesk }): Route[] {
  const draftOf = ({ params }: { params: { draftId: string } }) => store.draft(params.draftId)
  return [
    route({
      operation: contract.importPolicyDraft,
      load: draftOf,
      allow: mayWritePolicies,
      audit: { action: 'policy-draft.import', subject },
      run: async ({ actor, body, query }, draft) => {
        const read = readYaml(body.toString('utf8'))
        if (!read.ok) throw refused(read.faults)
        const faults = await desk.faults(draft, read.value)
        if (faults.length > 0)
          throw refused(
            faults.map(({ path, reason }) => ({
              line: read.lineOf(path),
              words: `${path.length > 0 ? `${path.join('.')}：` : ''}${reason}`,
            })),
          )
        return desk.present(await desk.save(draft, query.rev, read.value, actor), actor)
      },
    }),
    route({
      operation: contract.exportPolicyDraft,
      load: draftOf,
      allow: mayReadDrafts,
      audit: { action: 'policy-draft.export', subject },
      run: (_, draft) => {
        const content = contentSchemas[draft.kind].safeParse(contentOf(draft))
        const text = writeYaml(content.success ? content.data : contentOf(draft), `${draft.title}（草稿）`)
        return {
          content: Buffer.from(text),
          contentType: 'application/yaml; charset=utf-8',
          filename: `${draft.key ?? draft.kind}-draft.yaml`,
        }
      },
    }),
  ]
}
