using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Codings.Wide;

/// <summary>Reads a wide table, of one row a post with its codes beside the text, as labelled data with every coder.</summary>
public static class WideReader
{
    /// <summary>Reads all of it. Without a taxonomy one is made of the labels: those are the names, and ids are made of them.</summary>
    /// <param name="assignment">Null: the taxonomy's; without one, multiple where there are code columns or a label separator, or the table is one that <see cref="WideWriter"/> wrote, else single.</param>
    /// <exception cref="InputException">The file is missing, damaged or wrongly written, or a column does not exist.</exception>
    /// <exception cref="Taxonomies.TaxonomyException">The taxonomy is not valid.</exception>
    /// <exception cref="LabelledDataException">The codings do not fit the taxonomy or one another; all problems are named.</exception>
    public static async Task<CodingProject> ReadAsync(
        string path, WideColumns columns, string? taxonomyPath = null, Assignment? assignment = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Table.RequireFormat(path);
        var problems = new CodingProblems();
        var posts = new PostList(columns.Posts, problems);
        var read = new WideCodings(columns, problems);
        var rows = new List<Entry>();
        await foreach (var row in Table.ReadAsync(path, columns.Posts.Table, cancellationToken))
        {
            var post = columns.CoderColumn is null ? posts.Add(row) : posts.AddOrFind(row);
            rows.AddRange(read.Of(row).Select(coding => new Entry(post, coding, row.Line)));
        }

        var labels = taxonomyPath is not null
            ? LabelIds.Of(CodingFolder.ReadTaxonomy(taxonomyPath, assignment))
            : LabelIds.Of(LabelsOf(path, rows, problems), Path.GetFileNameWithoutExtension(TextFile.IsGzip(path) ? path[..^3] : path), assignment ?? AssignmentOf(columns));
        var codings = Check(path, rows, labels, problems);
        if (!problems.Any && codings.Count == 0)
        {
            problems.Add(CodingProblemKind.NoCoding, path, "No post is coded.");
        }

        problems.ThrowIfAny(path);
        return new CodingProject(labels.Taxonomy, posts.Posts, codings, []);
    }

    private static Assignment AssignmentOf(WideColumns columns) =>
        columns.Posts.LabelSeparator is null && columns.CodeColumns.Count == 0 && (columns.Posts.LabelColumn is not null || columns.CoderLabelColumns.Count > 0)
            ? Assignment.Single
            : Assignment.Multiple;

    private static IEnumerable<string> LabelsOf(string path, List<Entry> rows, CodingProblems problems)
    {
        foreach (var row in rows.Where(row => row.Coding.Labels.Any(label => label.Contains(CodingRows.CodeSeparator, StringComparison.Ordinal))))
        {
            problems.Add(CodingProblemKind.UnknownCode, path, row.Line, "A label holds ';', which stands between codes in the files written; name it with --label-separator, or rename the label.");
        }

        return rows.SelectMany(row => row.Coding.Labels.Concat(row.Coding.Pending));
    }

    private static List<PostCoding> Check(string path, List<Entry> rows, LabelIds labels, CodingProblems problems)
    {
        var checks = new CodeChecks(labels.Taxonomy, problems);
        var codings = new List<PostCoding>();
        var lines = new Dictionary<(string Post, string Coder), long>();
        foreach (var (post, coding, line) in rows)
        {
            var codes = checks.Usable(coding.Labels.Select(labels.IdOf).Distinct(StringComparer.Ordinal), path, line);
            var pending = checks.Usable(coding.Pending.Select(labels.IdOf).Distinct(StringComparer.Ordinal), path, line);
            checks.CheckCount(coding.Labels.Count, pending.Count > 0, path, line);
            if (coding.Coder.Length == 0)
            {
                problems.Add(CodingProblemKind.NoCoder, path, line, "The coding has no coder.");
            }

            if (post is not null && !lines.TryAdd((post.Id, coding.Coder), line))
            {
                problems.Add(CodingProblemKind.CodedTwice, path, line, FormattableString.Invariant($"The same coder has coded the post {Shown.Name(post.Id)} in line {lines[(post.Id, coding.Coder)]} already; keep one of the codings."));
            }

            if (post is not null)
            {
                codings.Add(new PostCoding(post.Id, coding.Coder, codes, coding.CodedAt, coding.TaxonomyVersion, coding.Note, pending));
            }
        }

        return codings;
    }

    /// <param name="Post">Null where its id is doubled.</param>
    private sealed record Entry(Post? Post, WideCoding Coding, long Line);
}
