export const PHONE_CSS = `:root { --lake: #0e6b68; --lake-deep: #094e4c; --lake-tint: #e3f1ef; --vermilion: #c2301c; --osmanthus-text: #8a5200; --osmanthus-tint: #fdf3df; --success: #1b7340; --ink: #1c2628; --ink-2: #4f5d63; --line: #d9e0e0; --field: #7c8a8a; --ground: #f5f7f6; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 18px/1.6 "PingFang SC", "HarmonyOS Sans SC", "Noto Sans SC", "Noto Sans CJK SC", sans-serif; }
header { padding: 24px 16px 16px; background: var(--lake-deep); color: #fff; }
header > *, main { max-width: 1120px; margin-left: auto; margin-right: auto; }
h1 { margin-top: 0; margin-bottom: 4px; font-size: 24px; }
header p { margin-top: 0; margin-bottom: 0; font-size: 16px; color: #e3f1ef; }
main { display: grid; gap: 24px; padding: 16px; align-items: start; }
@media (min-width: 900px) { main { grid-template-columns: 1fr 1fr 320px; padding: 24px 16px; } }
section { min-width: 0; }
h2 { margin: 0 0 12px; font-size: 20px; }
label { display: block; margin: 12px 0 4px; font-size: 16px; color: var(--ink-2); }
input, select { width: 100%; height: 52px; padding: 0 12px; border: 1px solid var(--field); border-radius: 12px; background: #fff; color: var(--ink); font: inherit; }
button, .link { display: inline-block; min-height: 52px; padding: 10px 20px; border: 2px solid var(--lake); border-radius: 12px; background: var(--lake); color: #fff; font: inherit; font-weight: 600; text-decoration: none; white-space: nowrap; cursor: pointer; }
button:active { background: var(--lake-deep); }
.quiet { background: #fff; color: var(--lake); }
:focus-visible { outline: 3px solid #f4b84a; outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
.row input { flex: 1; min-width: 0; }
fieldset { margin: 16px 0 0; padding: 0 16px 16px; border: 1px solid var(--line); border-radius: 12px; }
legend { padding: 0 8px; font-weight: 600; }
.refund { margin-top: 8px; padding-top: 8px; border-top: 1px solid var(--line); }
#trouble-form .row { margin-top: 16px; }
.cards { list-style: none; margin: 16px 0 0; padding: 0; }
.cards .link { margin-top: 8px; }
.cards li { margin: 0 0 12px; padding: 12px 16px; background: #fff; border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere; }
.top { display: flex; justify-content: space-between; gap: 12px; margin: 0; color: var(--ink-2); font-size: 16px; font-variant-numeric: tabular-nums; }
.text { margin: 4px 0 0; }
.code { margin: 4px 0 0; font-size: 32px; line-height: 1.3; font-weight: 600; letter-spacing: 4px; font-variant-numeric: tabular-nums; }
.amount { margin: 0; font-size: 26px; line-height: 1.4; font-weight: 600; font-variant-numeric: tabular-nums; }
.small { margin: 4px 0 0; font-size: 16px; color: var(--ink-2); }
.good { color: var(--success); font-weight: 600; }
.bad { color: var(--vermilion); font-weight: 600; }
.wait { color: var(--osmanthus-text); font-weight: 600; }
.empty, .lead { margin: 12px 0; color: var(--ink-2); }
.fault { margin: 4px 0 0; color: var(--vermilion); font-size: 16px; }
.fault:empty, .state:empty { display: none; }
.state { margin: 12px 0 0; padding: 8px 12px; border-radius: 12px; background: var(--lake-tint); color: var(--lake-deep); font-size: 16px; }
.state.odd { background: var(--osmanthus-tint); color: var(--osmanthus-text); font-weight: 600; }
[hidden] { display: none; }
`
