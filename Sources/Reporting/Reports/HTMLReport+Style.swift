extension HTMLReport {
  /// How the page looks, in light and in the dark.
  static let style = """
    :root { --back: #fff; --text: #1f2328; --dim: #59636e; --line: #d1d9e0; --block: #f6f8fa;
      --good: #1a7f37; --bad: #cf222e; --odd: #9a6700; --error: #8250df }
    @media (prefers-color-scheme: dark) {
      :root { --back: #0d1117; --text: #f0f6fc; --dim: #9198a1; --line: #3d444d; --block: #151b23;
        --good: #3fb950; --bad: #f85149; --odd: #d29922; --error: #ab7df8 }
    }
    body { background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; margin: 2em auto;
      max-width: 75em; padding: 0 1em }
    h1 { font-size: 1.5em } h2 { font-size: 1.2em } h3 { font-size: 1em; font-weight: 600; margin: .8em 0 .2em }
    small, header p { color: var(--dim) }
    table { border-collapse: collapse } th, td { border: 1px solid var(--line); padding: .2em .6em; text-align: left }
    .owner { border-bottom: 1px solid var(--line); padding: .3em 0 } section { margin-left: 1.2em }
    summary { cursor: pointer; overflow-wrap: anywhere } a { color: inherit }
    pre { background: var(--block); border: 1px solid var(--line); max-height: 40em; overflow: auto; padding: .6em }
    pre, code { font: 13px/1.4 ui-monospace, monospace } pre, td, summary { unicode-bidi: plaintext }
    .pass { color: var(--good) } .fail { color: var(--bad) } .error { color: var(--error) }
    .cancelled, .unavailable, .flaky { color: var(--odd) }
    .skipped, .queued, .waiting, .running, .unknown { color: var(--dim) }
    """
}
