namespace ForumClassifier.Corpora.Codings.Wide;

/// <summary>The columns that <see cref="WideWriter"/> writes for each coder, such as <c>codes: ada</c>.</summary>
internal static class WideNames
{
    public const string Codes = "codes: ";
    public const string Note = "note: ";
    public const string CodedAt = "coded_at: ";
    public const string TaxonomyVersion = "taxonomy_version: ";
    public const string Pending = "pending: ";

    /// <summary>What stands for a coding without a code, since an empty cell is none at all; no id of a code looks so.</summary>
    public const string None = "(none)";
}
