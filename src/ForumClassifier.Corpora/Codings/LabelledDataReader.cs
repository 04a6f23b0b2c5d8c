using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Reads labelled data: a folder (<c>taxonomy.yaml</c>, <c>posts.csv</c>, <c>codings.csv</c>) or one table with a label column.</summary>
public static class LabelledDataReader
{
    /// <summary>Reads all of it; it is small enough to be held.</summary>
    /// <param name="path">The folder or the table.</param>
    /// <param name="columns">Of the table, its label column included; of a folder's posts, which need no label column.</param>
    /// <param name="taxonomyPath">Null: the folder's own; for a table, one made of its labels.</param>
    /// <param name="assignment">Null: the taxonomy's; without one, multiple where there is a label separator, else single.</param>
    /// <param name="coder">Takes this coder's codings alone (of a folder); null takes the adjudicated, else the only one, else the majority.</param>
    /// <exception cref="InputException">A file is missing, damaged or wrongly written, or an option does not fit the input.</exception>
    /// <exception cref="Taxonomies.TaxonomyException">The taxonomy is not valid.</exception>
    /// <exception cref="LabelledDataException">The codings do not fit the posts or the taxonomy, or no post is coded.</exception>
    public static Task<LabelledData> ReadAsync(
        string path, PostColumns columns, string? taxonomyPath = null, Assignment? assignment = null, string? coder = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Directory.Exists(path)
            ? CodingFolder.ReadAsync(path, columns, taxonomyPath, assignment, coder, cancellationToken)
            : LabelTable.ReadAsync(path, columns, taxonomyPath, assignment, coder, cancellationToken);
    }
}
