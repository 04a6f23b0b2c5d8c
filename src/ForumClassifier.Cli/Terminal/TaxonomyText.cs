using System.Globalization;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Cli.Terminal;

/// <summary>What is said of a taxonomy on a screen.</summary>
internal static class TaxonomyText
{
    /// <summary>Such as <c>forum version 2, multiple: 52 codes in 2 levels (1 heading), 3 changes in the ledger</c>.</summary>
    public static string Facts(Taxonomy taxonomy)
    {
        var headings = taxonomy.All().Count(code => !code.Codable);
        return FormattableString.Invariant($"{taxonomy.Name} version {taxonomy.Version}, {taxonomy.Assignment.ToString().ToLowerInvariant()}: {Count(taxonomy.All().Count(), "code")} in {Count(Depth(taxonomy.Codes), "level")}")
            + (headings > 0 ? $" ({Count(headings, "heading")})" : "") + $", {Count(taxonomy.Changes.Count, "change")} in the ledger";
    }

    /// <summary>Levels of the tree.</summary>
    public static int Depth(IReadOnlyList<Code> codes) => codes.Count == 0 ? 0 : 1 + codes.Max(code => Depth(code.Children));

    /// <summary>Such as <c>1 code</c> or <c>1,200 codes</c>.</summary>
    public static string Count(long number, string what) => $"{Number(number)} {what}{(number == 1 ? "" : "s")}";

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
