import type { CharityProject } from '@minsheng/shared/contracts/donation'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { dateWords } from '../../../../ui/time-words.ts'
import { CharityProjectDrawer } from '../../charity-project/charity-project-drawer.tsx'
import { useCharityProjectChoices } from '../../queries.ts'
import { BudgetEditor } from '../budget-editor.tsx'
import { campaignLabels as labels } from '../campaign-labels.ts'

/** What the money is spent on, and what is done by when. */
export function StepMoney() {
  const charityId = Form.useWatch<string | undefined>('charityId')
  const projectId = Form.useWatch<string | null>('projectId')
  const projects = useCharityProjectChoices(charityId)
  const project = projects.data?.find(({ id }) => id === projectId)
  return (
    <>
      <Form.Item name='use' label={labels.use} required extra='买什么、做什么，与备案的募捐方案一致。'>
        <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item name='goalYuan' label={labels.goalYuan} required extra='只填数字，如 50000。'>
        <Input inputMode='decimal' suffix='元' style={{ width: 220 }} />
      </Form.Item>
      <BudgetEditor />
      <Form.Item name='cost' label={labels.cost} required extra='为募捐花的钱，如印刷费，占多少。没有就写“无”。'>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name='surplusPlan' label={labels.surplusPlan} required extra='募多了或没用完怎么办，如“用于同类项目”。'>
        <Input maxLength={200} />
      </Form.Item>
      {project && <ProjectPlan project={project} />}
    </>
  )
}

function ProjectPlan({ project }: { project: CharityProject }) {
  const [editing, setEditing] = useState(false)
  return (
    <fieldset className='lines'>
      <legend>
        项目计划 <span className='quiet'>“{project.name}”做到哪一步，居民在项目页能看到</span>
      </legend>
      {project.milestones.length === 0 ? (
        <p className='quiet'>还没有写计划。写明几步、各在哪天以前完成，捐赠人更放心。</p>
      ) : (
        <ol>
          {project.milestones.map(({ id, label, dueOn }) => (
            <li key={id}>
              {label}，{dateWords(dueOn)}前
            </li>
          ))}
        </ol>
      )}
      <Button onClick={() => setEditing(true)}>{project.milestones.length === 0 ? '写计划' : '修改计划'}</Button>
      <CharityProjectDrawer open={editing} charityId={project.charityId} project={project} onClose={() => setEditing(false)} />
    </fieldset>
  )
}
