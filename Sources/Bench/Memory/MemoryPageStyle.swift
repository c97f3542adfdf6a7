import MicroPython

/// The look of the page: by day and, where the reader's system says so, by night.
enum MemoryPageStyle {
    static var css: String {
        """
        :root { color-scheme: light dark; --paper: #f7f8fa; --card: #ffffff; --ink: #1c2430; --soft: #5b6675; --edge: #dde2e9;
          --used: #b9cdf0; --live: #1f5fd0; --bad: #c92a2a; --badpaper: #fff0f0; \(variables(\.light)) }
        @media (prefers-color-scheme: dark) { :root { --paper: #15181d; --card: #1d2127; --ink: #e4e8ee; --soft: #9aa4b2; --edge: #323842;
          --used: #2c4a73; --live: #5aa9ff; --bad: #ff6b6b; --badpaper: #2c1b1d; \(variables(\.dark)) } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        main { max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }
        h1 { font-size: 26px; margin: 8px 0 0; } h2 { font-size: 18px; margin: 32px 0 8px; }
        code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; } .soft, small { color: var(--soft); }
        svg { width: 100%; height: auto; display: block; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(165px, 1fr)); gap: 12px; margin-top: 20px; }
        .cards div { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 12px 14px; }
        .cards b { display: block; font-size: 22px; } .cards span { display: block; } .cards small { display: block; line-height: 1.35; }
        .bad { background: var(--badpaper); border: 1px solid var(--bad); border-radius: 8px; padding: 4px 16px; margin-top: 20px; }
        .bad h2 { margin-top: 12px; color: var(--bad); }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th { font-weight: 600; color: var(--soft); font-size: 13px; } th, td { text-align: right; padding: 4px 10px 4px 0; }
        td { border-top: 1px solid var(--edge); vertical-align: top; } .w { text-align: left; }
        .bar { display: inline-block; width: 90px; height: 10px; background: var(--edge); border-radius: 3px; overflow: hidden; }
        .bar i { display: block; height: 100%; background: var(--live); }
        .chain { padding-left: 28px; margin: 4px 0; color: var(--soft); } .chain code { color: var(--ink); }
        .legend { font-size: 13px; } .swatch { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin: 0 5px 0 10px; }
        .grid { stroke: var(--edge); } .axis { fill: var(--soft); font-size: 12px; } .mark { fill: var(--ink); font-size: 12px; }
        path.used { fill: var(--used); } path.live { fill: none; stroke: var(--live); stroke-width: 2; } path.tick { stroke: var(--soft); }
        .swatch.used { background: var(--used); } .swatch.live { background: var(--live); height: 3px; vertical-align: 4px; }
        .swatch.tick { background: var(--soft); width: 2px; }
        circle.peak { fill: var(--live); } circle.failure { fill: var(--bad); }
        \(classes)
        """
    }

    private static func variables(_ colour: KeyPath<(light: String, dark: String), String>) -> String {
        HeapCell.allCases.map { "--\($0.cssClass): \($0.colours[keyPath: colour]);" }.joined(separator: " ")
    }

    private static var classes: String {
        HeapCell.allCases.map { cell in
            "path.\(cell.cssClass) { fill: var(--\(cell.cssClass)); } .swatch.\(cell.cssClass) { background: var(--\(cell.cssClass)); }"
        }.joined(separator: "\n")
    }
}
