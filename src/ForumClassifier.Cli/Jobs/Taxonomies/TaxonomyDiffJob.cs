using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings.Changes;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Cli.Jobs.Taxonomies;

/// <summary>Two versions of a taxonomy compared.</summary>
internal static class TaxonomyDiffJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static void Run(string oldPath, string newPath, bool json, Screen screen)
    {
        var (older, newer) = (TaxonomyFile.Read(oldPath), TaxonomyFile.Read(newPath));
        var differences = TaxonomyDiff.Between(older, newer);
        var unexplained = differences.Count(difference => !difference.IsExplained);
        if (json)
        {
            screen.Line(JsonText.Of(new { OldVersion = older.Version, NewVersion = newer.Version, Unexplained = unexplained, Differences = differences }));
            return;
        }

        screen.Line($"{older.Name} version {TaxonomyText.Number(older.Version)} to {newer.Name} version {TaxonomyText.Number(newer.Version)}: {TaxonomyText.Count(differences.Count, "difference")}");
        foreach (var difference in differences)
        {
            screen.Line($"  {difference.Code}: {Say(difference)}{Told(difference)}");
        }

        screen.Line(unexplained == 0
            ? "The ledger explains them all."
            : $"The ledger of {newPath} does not explain {TaxonomyText.Number(unexplained)} of them: enter them under 'changes', with a version above {TaxonomyText.Number(older.Version)}, before codings are carried over.");
    }

    private static string Say(CodeDifference difference) => difference switch
    {
        { What: "added" } => "added",
        { What: "removed" } => "removed",
        { What: "parent" } => $"parent '{difference.From ?? "(top level)"}' to '{difference.To ?? "(top level)"}'",
        { From: null or "", To: null or "" } => $"{difference.What} changed",
        _ => $"{difference.What} '{difference.From}' to '{difference.To}'",
    };

    private static string Told(CodeDifference difference) => difference switch
    {
        { IsExplained: false } => "  -- not in the ledger",
        { Explanation.Length: > 0 } => $"  ({difference.Explanation})",
        _ => "",
    };
}
