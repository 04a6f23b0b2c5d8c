using ForumClassifier.Core;

namespace ForumClassifier.Analysis.Trends;

/// <summary>The predictions hold codes that neither the taxonomy nor its ledger has, or that no version of it had together.</summary>
public sealed class UnknownCodesException(string taxonomy, IReadOnlyList<string> codes) : ForumClassifierException(Explain(taxonomy, codes))
{
    private const int Listed = 10;

    public IReadOnlyList<string> Codes { get; } = codes;

    private static string Explain(string taxonomy, IReadOnlyList<string> codes)
    {
        var names = string.Join(", ", codes.Take(Listed)) + (codes.Count > Listed ? $" and {codes.Count - Listed} more" : "");
        return $"Predictions: found codes that are not in {taxonomy}: {names}. Give the taxonomy the model was trained with.";
    }
}
