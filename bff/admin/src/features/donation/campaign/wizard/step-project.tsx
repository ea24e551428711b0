import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useAbilities } from '../../../identity/use-abilities.ts'
import { CharityProjectDrawer } from '../../charity-project/charity-project-drawer.tsx'
import { useCharityChoices, useCharityProjectChoices } from '../../queries.ts'
import { campaignLabels as labels } from '../campaign-labels.ts'

/** What the money is for, and how the campaign is called. */
export function StepProject({ onProject }: { onProject: (projectId: string) => void }) {
  const { seesAllCharities } = useAbilities()
  const charities = useCharityChoices()
  const charityId = Form.useWatch<string | undefined>('charityId')
  const projects = useCharityProjectChoices(charityId)
  const [making, setMaking] = useState(false)
  return (
    <>
      <Form.Item name='charityId' label={labels.charityId} required>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          disabled={!seesAllCharities}
          loading={charities.isPending}
          placeholder='请选择'
          options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        label={labels.projectId}
        required
        htmlFor='campaign_projectId'
        extra='项目是拿募来的钱做的那件事，可以有几次募捐。募捐和项目要分别公布情况（《慈善法》第七十九条）。'
      >
        <div style={{ display: 'flex', gap: 12 }}>
          <Form.Item name='projectId' noStyle>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={projects.isFetching}
              placeholder='请选择，或新建一个'
              style={{ flex: 1 }}
              options={(projects.data ?? []).filter(({ state }) => state === 'open').map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
          <Button disabled={charityId === undefined} onClick={() => setMaking(true)}>
            新建慈善项目
          </Button>
        </div>
      </Form.Item>
      <Form.Item name='title' label={labels.title} required extra='居民最先看到的一行，不超过 40 个字，如“独居老人暖心餐”。'>
        <Input maxLength={40} showCount />
      </Form.Item>
      <Form.Item name='purpose' label={labels.purpose} required extra='帮谁、做什么，不超过 80 个字。'>
        <Input maxLength={80} showCount />
      </Form.Item>
      {charityId !== undefined && (
        <CharityProjectDrawer
          open={making}
          charityId={charityId}
          project={null}
          onClose={() => setMaking(false)}
          onSaved={(project) => onProject(project.id)}
        />
      )}
    </>
  )
}
