import type { Project } from '@minsheng/shared/contracts/donation'
import { dial } from '../../../platform/share'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Fold } from '../../../ui/fold'
import { dateWords } from '../words'

const none = '没有'

/** What the law wants every donor to be able to see: the charity and the campaign. */
export function LegalFacts({ project }: { project: Project }) {
  const { charity } = project
  return (
    <Box className='project__folds'>
      <Fold title='慈善组织'>
        <Facts
          rows={[
            { label: '名称', value: charity.name },
            { label: '统一社会信用代码', value: charity.uscc },
            { label: '公开募捐资格证书', value: charity.certificateNumber ?? none },
            { label: '证书有效期至', value: charity.certificateExpiresOn ? dateWords(charity.certificateExpiresOn) : none },
            { label: '联系人', value: charity.contactName },
            { label: '联系电话', value: charity.contactPhone },
            { label: '地址', value: charity.address },
          ]}
        />
        <Button kind='secondary' icon='phone/lake' onPress={() => dial(charity.contactPhone)}>
          {`打电话给${charity.contactName}`}
        </Button>
      </Fold>
      <Fold title='募捐备案信息'>
        <Facts
          rows={[
            { label: '备案编号', value: project.filingNumber ?? none },
            { label: '募捐期限', value: `${dateWords(project.startsOn)}至${dateWords(project.endsOn)}` },
            { label: '募捐地域', value: project.area },
            { label: '负责人', value: project.leader },
            { label: '收款账户', value: project.account },
            { label: '受益人', value: project.beneficiaries },
            { label: '善款用途', value: project.use },
            { label: '募捐成本', value: project.cost },
            { label: '剩余善款怎么办', value: project.surplusPlan },
            { label: '怎么查询', value: project.queryMethod },
          ]}
        />
      </Fold>
      <Words className='project__small'>{project.disclosureWords}</Words>
    </Box>
  )
}
