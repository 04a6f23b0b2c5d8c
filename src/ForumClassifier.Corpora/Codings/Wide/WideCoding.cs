namespace ForumClassifier.Corpora.Codings.Wide;

/// <summary>A coding as a wide table says it: labels may be names or ids of codes.</summary>
internal sealed record WideCoding(
    string Coder, IReadOnlyList<string> Labels, IReadOnlyList<string> Pending, string Note, DateTimeOffset? CodedAt, int? TaxonomyVersion);
