using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Reads one table whose label column holds the codes of each post.</summary>
internal static class LabelTable
{
    public static async Task<LabelledData> ReadAsync(
        string path, PostColumns columns, string? taxonomyPath, Assignment? assignment, string? coder, CancellationToken cancellationToken)
    {
        Table.RequireFormat(path);
        if (coder is not null || columns.LabelColumn is null)
        {
            throw coder is not null
                ? new InputException(path, null, "A single table does not say who coded.", "Leave out --coder, or name a folder of labelled data.")
                : new InputException(path, null, "Nothing says which column holds the labels.", "Name it with --label-column.");
        }

        var problems = new Problems();
        var posts = new PostList(columns, problems);
        var labels = new List<Label>();
        await foreach (var row in Table.ReadAsync(path, columns.Table, cancellationToken))
        {
            labels.Add(new Label(posts.Add(row), row.Text(columns.LabelColumn), row.Line));
        }

        var taxonomy = taxonomyPath is not null
            ? CodingFolder.ReadTaxonomy(taxonomyPath, assignment)
            : TaxonomyOf(path, labels, columns, assignment, problems);
        var coded = Code(path, labels, columns, taxonomy, problems);
        if (!problems.Any && coded.Count == 0)
        {
            problems.Add(path, $"No post has a label in the column {Shown.Name(columns.LabelColumn)}.");
        }

        return problems.Any
            ? throw new LabelledDataException(path, problems.Lines())
            : new LabelledData(taxonomy, coded, labels.Count, labels.Count - coded.Count, [], [], posts.UnreadableDates);
    }

    /// <summary>Codes are the labels as written, ids and names alike, in ordinal order.</summary>
    private static Taxonomy TaxonomyOf(string path, List<Label> labels, PostColumns columns, Assignment? assignment, Problems problems)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            foreach (var id in CodeChecks.Split(label.Cell, columns.LabelSeparator).Where(ids.Add).Where(id => id.Contains(';', StringComparison.Ordinal)))
            {
                problems.Add(path, label.Line, $"The label {Shown.Name(id)} holds ';', which stands between codes in the files written; name it with --label-separator, or rename the label.");
            }
        }

        return new Taxonomy(
            Path.GetFileNameWithoutExtension(TextFile.IsGzip(path) ? path[..^3] : path),
            1,
            assignment ?? (columns.LabelSeparator is null ? Assignment.Single : Assignment.Multiple),
            [.. ids.Select(id => new Code(id, id, ""))]);
    }

    private static List<CodedPost> Code(string path, List<Label> labels, PostColumns columns, Taxonomy taxonomy, Problems problems)
    {
        var checks = new CodeChecks(taxonomy, problems);
        var order = new CodeSet(taxonomy.All().Select(code => code.Id));
        var coded = new List<CodedPost>();
        foreach (var label in labels.Where(label => columns.EmptyLabelIsNone || !string.IsNullOrWhiteSpace(label.Cell)))
        {
            var codes = checks.Read(label.Cell, columns.LabelSeparator, path, label.Line);
            checks.CheckCount(codes, waits: false, path, label.Line);
            coded.Add(new CodedPost(label.Post, [.. codes.Where(order.Contains).OrderBy(order.IndexOf)], []));
        }

        return coded;
    }

    private sealed record Label(Post Post, string Cell, long Line);
}
