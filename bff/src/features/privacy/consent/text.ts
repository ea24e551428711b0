import type { ConsentKind } from '@minsheng/shared/contracts/privacy'

interface ConsentWords {
  title: string
  version: string
  paragraphs: string[]
  afterwards: string
}

/** What is agreed to, word for word; a change gets a new version. */
export const consentWords: Record<ConsentKind, ConsentWords> = {
  resident_link: {
    title: '把账号和居民登记对上',
    version: '2026-11-30',
    paragraphs: [
      '民政部门用您登录的手机号，或者您实名认证过的身份，核对居民登记里是不是您。',
      '对上以后，您能看到登记了您的哪些信息、谁看过、家里登记了谁，也能申请更正。',
      '姓名、身份证号、电话和住址只显示一部分。不会因此多收集您的信息，也不会给别人。',
      '您可以随时撤回，撤回不影响您办别的事。',
    ],
    afterwards: '这里不再显示居民登记和家里人；居民登记本身不会删除。',
  },
}

export const guardianText = {
  version: '2026-11',
  paragraphs: [
    '我是这个孩子的父母或其他监护人。',
    '我同意民政部门为了给孩子提供服务，在孩子的账号里显示居民登记的信息。',
    '我可以随时撤回；孩子满十四岁后由孩子自己决定。',
  ],
}
