using ForumClassifier.Core;

namespace ForumClassifier.Analysis.Trends;

/// <summary>The predictions hold codes that neither the taxonomy nor its ledger has, or that no version of it had together.</summary>
/// <param name="source">Name of the predictions; may be empty.</param>
public sealed class UnknownCodesException(string source, string taxonomy, IReadOnlyList<string> codes) : ForumClassifierException(Explain(source, taxonomy, codes))
{
    private const int Listed = 10;

    public IReadOnlyList<string> Codes { get; } = codes;

    private static string Explain(string source, string taxonomy, IReadOnlyList<string> codes)
    {
        var names = string.Join(", ", codes.Take(Listed)) + (codes.Count > Listed ? $" and {codes.Count - Listed} more" : "");
        return $"{(source.Length > 0 ? source : "Predictions")}: found codes that are not in {taxonomy}: {names}. Give the taxonomy the model was trained with, or a newer version whose ledger knows them.";
    }
}
