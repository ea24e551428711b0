import type { LinkState } from '@minsheng/shared/contracts/privacy'

/** Why the bureau's record is not shown, and what to do; null when it is. */
export const linkWords: Record<LinkState, { title: string; advice: string } | null> = {
  linked: null,
  not_asked: { title: '还没有和居民登记对上', advice: '您同意后，我们用您的手机号核对，就能看到登记了您的哪些信息。' },
  guardian_needed: { title: '要监护人同意', advice: '您不满十四岁。请爸爸妈妈或其他监护人，在他们的“我的同意”里同意。' },
  not_found: {
    title: '没有找到您的居民登记',
    advice: '登记里没有您这个手机号。可以做实名认证，用身份证号核对；也可以请社区网格员更新，或拨打 12345。',
  },
  several: {
    title: '这个手机号登记了不止一个人',
    advice: '为了不让别人看到您的信息，这里先不显示。做了实名认证，就知道是哪一位；也可以请社区网格员更新手机号。',
  },
  other_phone: {
    title: '登记的是另一个手机号',
    advice: '为了不让别人冒用您的身份，这里先不显示。请联系社区网格员，把登记的手机号换成您现在的，换好就能看到。',
  },
  unregistered: {
    title: '居民登记里还没有您',
    advice: '您的姓名和身份证号核对过了。请联系社区网格员登记，登记好以后再到“实名认证”核对一次。',
  },
}
