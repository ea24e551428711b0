import { declareKeeping } from '../../platform/protect/keeping.ts'

declareKeeping(['benefit_followers'], {
  title: '幸福清单的关注（不存条件和金额）',
  period: null,
  from: '同意核对居民登记期间；撤回同意或注销时删除',
  atEnd: 'delete',
  because: '有新符合的政策时告诉您',
  endedBy: 'owner',
})
