import { switchesHtml } from './troubles.ts'

export const PHONE_PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>演示手机</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/phone.css">
<script src="/phone.js" defer></script>
</head>
<body>
<header>
<h1>演示手机</h1>
<p>这里能看到演示环境发出的短信、付款和到账通知。没有一条会发到真的手机，没有一分钱会真的扣。</p>
</header>
<main>
<section aria-labelledby="sms-title">
<h2 id="sms-title">短信</h2>
<form id="phone-form">
<label for="phone">手机号</label>
<div class="row">
<input id="phone" name="phone" inputmode="numeric" autocomplete="off" maxlength="11" placeholder="全部号码" list="phones">
<datalist id="phones"></datalist>
<button type="submit">查看</button>
</div>
<p id="phone-fault" class="fault" role="alert"></p>
</form>
<ul id="messages" class="cards" aria-live="polite"></ul>
<p id="messages-empty" class="empty">还没有收到短信。在登录页点“获取验证码”后，这里 2 秒内会出现。</p>
</section>
<section aria-labelledby="told-title">
<h2 id="told-title">微信消息和电话</h2>
<ul id="told" class="cards" aria-live="polite"></ul>
<p id="told-empty" class="empty">还没有微信订阅消息，也没有电话。</p>
</section>
<section aria-labelledby="pay-title">
<h2 id="pay-title">付款</h2>
<ul id="payments" class="cards" aria-live="polite"></ul>
<p id="payments-empty" class="empty">还没有付款。捐一笔后，这里会看到这笔钱付给了谁，通知送到了没有。</p>
</section>
<section aria-labelledby="trouble-title">
<h2 id="trouble-title">制造一点麻烦</h2>
<p class="lead">让外部系统出错，看看平台会不会多记、漏记一分钱。</p>
<form id="trouble-form">
${switchesHtml()}
<div class="row">
<button type="submit">照这样办</button>
<button type="button" id="calm" class="quiet">全部恢复正常</button>
</div>
<p id="trouble-state" class="state" role="status"></p>
</form>
</section>
</main>
</body>
</html>
`
