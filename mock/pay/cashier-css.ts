export const CASHIER_CSS = `:root { --lake: #0e6b68; --lake-deep: #094e4c; --lake-tint: #e3f1ef; --osmanthus-text: #8a5200; --osmanthus-tint: #fdf3df; --ink: #1c2628; --ink-2: #4f5d63; --line: #d9e0e0; --ground: #f5f7f6; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 18px/1.6 "PingFang SC", "HarmonyOS Sans SC", "Noto Sans SC", "Noto Sans CJK SC", sans-serif; }
main { max-width: 480px; margin: 0 auto; padding: 16px 16px 32px; }
.badge { display: flex; justify-content: space-between; gap: 12px; margin: 0 0 24px; padding: 8px 16px; border-radius: 12px; background: var(--osmanthus-tint); color: var(--osmanthus-text); font-weight: 600; }
.badge span { font-weight: 400; font-size: 16px; }
h1 { margin: 0; font-size: 22px; line-height: 1.4; text-align: center; overflow-wrap: anywhere; }
.amount { margin: 8px 0 24px; text-align: center; font-size: 48px; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.amount span { margin-right: 4px; font-size: 28px; }
dl { margin: 0 0 24px; padding: 4px 16px; background: #fff; border: 1px solid var(--line); border-radius: 12px; }
dl div { display: flex; gap: 16px; padding: 12px 0; }
dl div + div { border-top: 1px solid var(--line); }
dt { flex: 0 0 72px; color: var(--ink-2); }
dd { margin: 0; flex: 1; min-width: 0; overflow-wrap: anywhere; }
.number { font-size: 16px; font-variant-numeric: tabular-nums; }
.button { display: block; width: 100%; min-height: 60px; margin: 0 0 12px; padding: 14px 16px; border: 2px solid var(--lake); border-radius: 12px; background: var(--lake); color: #fff; font: inherit; font-size: 20px; font-weight: 600; line-height: 28px; text-align: center; text-decoration: none; cursor: pointer; }
.button:active { background: var(--lake-deep); border-color: var(--lake-deep); }
.button:focus-visible { outline: 3px solid #f4b84a; outline-offset: 2px; }
.quiet { background: #fff; color: var(--lake); }
.quiet:active { background: var(--lake-tint); }
.reason { font-size: 20px; margin: 16px 0 24px; text-align: center; }
.hint { margin: 12px 0; color: var(--ink-2); text-align: center; font-size: 16px; }
`
