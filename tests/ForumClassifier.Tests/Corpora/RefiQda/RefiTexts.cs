using System.Text.Json;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Codings;

namespace ForumClassifier.Tests.Corpora.RefiQda;

/// <summary>Taxonomies and projects as texts, so that two can be compared whole.</summary>
internal static class RefiTexts
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static string Of(Taxonomy taxonomy) => JsonSerializer.Serialize(taxonomy, Json);

    /// <summary>Codings of one post stand in the order of their coders' names: the format has none.</summary>
    public static string Of(CodingProject project) => JsonSerializer.Serialize(
        project with { Codings = [.. project.Codings.OrderBy(coding => coding.PostId, StringComparer.Ordinal).ThenBy(coding => coding.Coder, StringComparer.Ordinal)] }, Json);
}
