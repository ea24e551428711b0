/** What is done with the number, word for word; a change gets a new version. */
export const realNameText = {
  version: '2026-11-30',
  paragraphs: [
    '您填的姓名和身份证号只用来做一件事：送到公安登记核对，看是不是同一个人。',
    '身份证号核对完就丢掉，我们不保存，也不给别人。只记下“已认证”、认证时间，和隐去一部分的姓名。',
    '认证后，民政部门就知道账号是您本人的；您同意的话，还能看到居民登记里有您的哪些信息。',
    '不做实名认证，也能捐款、看项目、收消息。做了以后随时可以收回，收回后认证的结果就删掉。',
  ],
}
