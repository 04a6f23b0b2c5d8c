using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Reads one table whose label column holds the codes of each post.</summary>
internal static class LabelTable
{
    /// <summary>The coder of a table's labels, which does not name one.</summary>
    public const string Coder = "coder";

    /// <summary>Reads the posts and one coding of each that has a label; problems are returned and not thrown.</summary>
    /// <exception cref="InputException">The file is missing, damaged or wrongly written, or an option does not fit it.</exception>
    public static async Task<CodingReading> ReadAllAsync(
        string path, PostColumns columns, string? taxonomyPath, Assignment? assignment, CancellationToken cancellationToken)
    {
        Table.RequireFormat(path);
        if (columns.LabelColumn is null)
        {
            throw new InputException(path, null, "Nothing says which column holds the labels.", "Name it with --label-column.");
        }

        var problems = new CodingProblems();
        var posts = new PostList(columns, problems);
        var labels = new List<Label>();
        await foreach (var row in Table.ReadAsync(path, columns.Table, cancellationToken))
        {
            labels.Add(new Label(posts.Add(row), row.Text(columns.LabelColumn), row.Line));
        }

        var taxonomy = taxonomyPath is not null
            ? CodingFolder.ReadTaxonomy(taxonomyPath, assignment)
            : TaxonomyOf(path, labels, columns, assignment, problems);
        return new CodingReading(new CodingProject(taxonomy, posts.Posts, Code(path, labels, columns, taxonomy, problems), []), problems, posts.UnreadableDates);
    }

    /// <summary>Codes are the labels as written, ids and names alike, in ordinal order.</summary>
    private static Taxonomy TaxonomyOf(string path, List<Label> labels, PostColumns columns, Assignment? assignment, CodingProblems problems)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            foreach (var id in CodeChecks.Split(label.Cell, columns.LabelSeparator).Where(ids.Add).Where(id => id.Contains(';', StringComparison.Ordinal)))
            {
                problems.Add(CodingProblemKind.UnknownCode, path, label.Line, $"The label {Shown.Name(id)} holds ';', which stands between codes in the files written; name it with --label-separator, or rename the label.");
            }
        }

        return new Taxonomy(
            Path.GetFileNameWithoutExtension(TextFile.IsGzip(path) ? path[..^3] : path),
            1,
            assignment ?? (columns.LabelSeparator is null ? Assignment.Single : Assignment.Multiple),
            [.. ids.Select(id => new Code(id, id, ""))]);
    }

    private static List<PostCoding> Code(string path, List<Label> labels, PostColumns columns, Taxonomy taxonomy, CodingProblems problems)
    {
        var checks = new CodeChecks(taxonomy, problems);
        var codings = new List<PostCoding>();
        foreach (var label in labels.Where(label => columns.EmptyLabelIsNone || !string.IsNullOrWhiteSpace(label.Cell)))
        {
            var written = CodeChecks.Split(label.Cell, columns.LabelSeparator).Count;
            var codes = checks.Read(label.Cell, columns.LabelSeparator, path, label.Line);
            if (checks.CheckCount(written, waits: false, path, label.Line) && (codes.Count > 0 || written == 0) && label.Post is not null)
            {
                codings.Add(new PostCoding(label.Post.Id, Coder, codes, null, null, "", []));
            }
        }

        return codings;
    }

    /// <param name="Post">Null where its id is doubled.</param>
    private sealed record Label(Post? Post, string Cell, long Line);
}
