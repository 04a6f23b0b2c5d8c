using ForumClassifier.Analysis.Trends;
using static ForumClassifier.Analysis.Reports.ReportText;

namespace ForumClassifier.Analysis.Reports;

/// <summary>What became of predictions with codes of older versions of the taxonomy.</summary>
internal static class CarriedCodes
{
    public static string Of(TrendTable table) => Ledger(table) + Lacking(table);

    private static string Lacking(TrendTable table) => table.Lacking.Count == 0 ? "" : $"""
        <section>
        <h2>Codes that not all predictions know</h2>
        <p>Posts of predictions that do not know a code are left out of its share.</p>
        <ul>{string.Concat(table.Lacking.Select(source => $"<li>{Escape(source.Source)}: {Escape(string.Join(", ", source.Codes))}</li>"))}</ul>
        </section>
        """;

    private static string Ledger(TrendTable table) => table.Carried.Count == 0 ? "" : $"""
        <section class="table">
        <h2>Codes of earlier versions of the taxonomy</h2>
        <p>The ledger of the taxonomy says what became of them. Where a code was split or retired, its posts have none of the codes of today for certain:
        they count for a code above all of its parts, if there is one, and are left out of the shares of the parts.</p>
        <table>
        <thead><tr><th scope="col">Code</th><th scope="col">Predictions</th><th scope="col">What happened</th><th scope="col">Counted as</th><th scope="col" class="number">Posts</th></tr></thead>
        <tbody>
        {string.Concat(table.Carried.Select(Row))}</tbody>
        </table>
        </section>
        """;

    private static string Row(CarriedCode code) => $"""
        <tr><th scope="row">{Escape(code.Fate.Code)}</th><td>{Escape(code.Source)} version {Count(code.Version)}</td><td>{Escape(code.Fate.Reason)}</td><td>{Escape(code.CountedAs ?? "cannot be counted")}</td><td class="number">{Count(code.Posts)}</td></tr>

        """;
}
