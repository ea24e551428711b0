import { declareKeeping } from '../../platform/protect/keeping.ts'

declareKeeping(['benefit_followers'], {
  title: '幸福清单的关注（不存条件和金额）',
  period: null,
  from: '同意核对居民登记期间；撤回同意或注销时删除',
  atEnd: 'delete',
  because: '有新符合的政策时告诉您',
  endedBy: 'owner',
})

declareKeeping(['policy_publications', 'policy_drafts'], {
  title: '政策的每一版和它的草稿',
  period: null,
  from: '长期保存：过去怎么算的，以后都能查',
  atEnd: 'archive',
  because: '政策文件；里面没有任何人的资料',
  endedBy: 'nobody',
})
