namespace CapaCloud.Mechanisms.Samples.Reporting;

/// <summary>The one style of all reports, light and dark.</summary>
internal static class ReportStyle
{
    public const string Css =
        """
        :root { --ink: #1c2430; --quiet: #5b6675; --paper: #ffffff; --panel: #f5f7f9; --rule: #dde3e9;
          --c0: #2463a8; --c1: #c8553d; --c2: #3a7d44; --c3: #8a5a9e; --c4: #b7892b; --c5: #2b8a8f; --c6: #7a4b3a; --c7: #6b7683; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaef; --quiet: #9aa5b1; --paper: #14181d; --panel: #1c2229; --rule: #2d353e;
          --c0: #6ea8e5; --c1: #e98a75; --c2: #7fbf88; --c3: #c39bd6; --c4: #dcb863; --c5: #6cc4c8; --c6: #c19783; --c7: #a6b0bb; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
        main { max-width: 860px; margin: 0 auto; padding: 40px 24px 80px; }
        header { border-bottom: 2px solid var(--ink); margin-bottom: 24px; }
        h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
        header p { color: var(--quiet); margin: 0 0 16px; }
        h2 { font-size: 20px; margin: 40px 0 8px; }
        .note { background: var(--panel); border-left: 4px solid var(--c4); padding: 10px 14px; }
        .figures { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0; }
        .figures div { background: var(--panel); padding: 10px 14px; border-radius: 6px; flex: 1 1 150px; }
        dt { color: var(--quiet); font-size: 13px; } dd { margin: 0; font-size: 18px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .definitions { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; font-size: 14px; } .definitions dt { font-size: 14px; } .definitions dd { font-size: 14px; }
        figure { margin: 24px 0; padding: 16px; background: var(--panel); border-radius: 6px; }
        figcaption { margin-bottom: 8px; }
        svg { width: 100%; height: auto; display: block; }
        svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg text.tick { fill: var(--quiet); font-variant-numeric: tabular-nums; }
        svg.narrow { display: none; }
        .grid { stroke: var(--rule); } .axis { stroke: var(--quiet); }
        .line { fill: none; stroke-width: 2; } .dot { opacity: .75; }
        .line.c0 { stroke: var(--c0); } .line.c1 { stroke: var(--c1); } .line.c2 { stroke: var(--c2); } .line.c3 { stroke: var(--c3); }
        .line.c4 { stroke: var(--c4); } .line.c5 { stroke: var(--c5); } .line.c6 { stroke: var(--c6); } .line.c7 { stroke: var(--c7); }
        .dot.c0, .bar.c0 { fill: var(--c0); } .dot.c1, .bar.c1 { fill: var(--c1); } .dot.c2, .bar.c2 { fill: var(--c2); } .dot.c3, .bar.c3 { fill: var(--c3); }
        .dot.c4, .bar.c4 { fill: var(--c4); } .dot.c5, .bar.c5 { fill: var(--c5); } .dot.c6, .bar.c6 { fill: var(--c6); } .dot.c7, .bar.c7 { fill: var(--c7); }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0 0; font-size: 13px; color: var(--quiet); }
        .legend i { display: inline-block; width: 12px; height: 12px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; }
        i.c0 { background: var(--c0); } i.c1 { background: var(--c1); } i.c2 { background: var(--c2); } i.c3 { background: var(--c3); }
        i.c4 { background: var(--c4); } i.c5 { background: var(--c5); } i.c6 { background: var(--c6); } i.c7 { background: var(--c7); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: 6px 10px; border-bottom: 1px solid var(--rule); }
        @media (min-width: 761px) { th, td { white-space: nowrap; } }
        th:first-child, td:first-child { text-align: left; } th { color: var(--quiet); font-weight: 600; }
        pre { background: var(--panel); padding: 14px; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, Consolas, monospace; }
        @media (max-width: 760px) { main { padding: 24px 12px 48px; } figure { padding: 10px; } svg.wide { display: none; } svg.narrow { display: block; max-width: 480px; }
          .definitions { grid-template-columns: 1fr; } .definitions dd { margin-bottom: 8px; } table { font-size: 12px; } th, td { white-space: normal; padding: 6px 4px; } }
        """;
}
