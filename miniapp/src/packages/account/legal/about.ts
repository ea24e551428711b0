import type { LegalDocument } from './document'

export const about: LegalDocument = {
  title: '关于民生直达',
  sections: [
    {
      heading: '这是什么',
      paragraphs: ['“民生直达 · 上城”是上城区居民用的公共服务小程序，由上城区民政局主办，全部免费，没有广告。'],
    },
    {
      heading: '现在能做什么',
      paragraphs: [
        '看公益项目，知道谁在募捐、钱用在哪里、筹到了多少。',
        '扫公益码，捐一笔给需要的人。',
        '在“我的捐赠”里，看每一笔有没有到账。',
      ],
    },
    {
      heading: '字太小、看不清怎么办',
      paragraphs: ['在“我的”里打开“关怀版”，字会变大，内容会更简单。还嫌小，可以在“字号和版本”里再放大。'],
    },
    {
      heading: '有问题找谁',
      paragraphs: ['项目和善款的问题，打项目页面上慈善组织的电话。', '其他问题，拨打 12345。'],
    },
  ],
}
