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
    public static async Task<LabelledData> ReadAsync(
        string path, PostColumns columns, string? taxonomyPath = null, Assignment? assignment = null, string? coder = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var isFolder = Directory.Exists(path);
        if (!isFolder && coder is not null)
        {
            throw new InputException(path, null, "A single table does not say who coded.", "Leave out --coder, or name a folder of labelled data.");
        }

        var reading = isFolder
            ? await CodingFolder.ReadAllAsync(path, columns, taxonomyPath, assignment, formerCodes: false, cancellationToken)
            : await LabelTable.ReadAllAsync(path, columns, taxonomyPath, assignment, cancellationToken);
        var data = Settlement.Of(reading, coder);
        if (coder is not null && !reading.Project.Codings.Any(coding => coding.Coder == coder))
        {
            List<string> coders = [.. reading.Project.Codings.Select(coding => coding.Coder).Distinct().Order(StringComparer.Ordinal)];
            reading.Problems.Add(CodingProblemKind.NoCoding, Path.Combine(path, CodingFolder.CodingsName), $"There is no coding by {Shown.Name(coder)}; the coders are: {Shown.Names(coders)}.");
        }
        else if (!reading.Problems.Any && data.Posts.Count == 0)
        {
            reading.Problems.Add(CodingProblemKind.NoCoding, isFolder ? Path.Combine(path, CodingFolder.CodingsName) : path, isFolder
                ? "No post has a coding that can be used; code some posts first."
                : $"No post has a label in the column {Shown.Name(columns.LabelColumn ?? "")}.");
        }

        reading.Problems.ThrowIfAny(path);
        return data;
    }
}
