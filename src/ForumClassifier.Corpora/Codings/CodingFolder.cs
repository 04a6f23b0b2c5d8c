using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Reads a labelled-data folder: <c>taxonomy.yaml</c>, <c>posts.csv</c> (or another table) and <c>codings.csv</c>.</summary>
/// <remarks>Columns of the codings: <c>post_id, coder, codes, coded_at, taxonomy_version, note, pending</c>; only the first three must be there.</remarks>
internal static class CodingFolder
{
    private const string CodeSeparator = ";";

    private static readonly string[] PostFiles = ["posts.csv", "posts.jsonl", "posts.tsv", "posts.csv.gz", "posts.jsonl.gz", "posts.tsv.gz", "posts.parquet"];

    public static async Task<LabelledData> ReadAsync(
        string folder, PostColumns columns, string? taxonomyPath, Assignment? assignment, string? coder, CancellationToken cancellationToken)
    {
        Require(folder, taxonomyPath);
        var taxonomy = ReadTaxonomy(taxonomyPath ?? Path.Combine(folder, "taxonomy.yaml"), assignment);
        var problems = new Problems();
        var posts = new PostList(columns with { LabelColumn = null }, problems);
        await foreach (var row in Table.ReadAsync(PostFile(folder), cancellationToken))
        {
            posts.Add(row);
        }

        var codingsPath = Path.Combine(folder, "codings.csv");
        var codings = await ReadCodingsAsync(codingsPath, taxonomy, posts, problems, cancellationToken);
        if (coder is not null)
        {
            codings = OnlyOf(coder, codings, codingsPath, problems);
        }

        var data = Settle(taxonomy, posts, codings);
        if (!problems.Any && data.Posts.Count == 0)
        {
            problems.Add(codingsPath, "No post has a coding that can be used; code some posts first.");
        }

        return problems.Any ? throw new LabelledDataException(folder, problems.Lines()) : data;
    }

    /// <exception cref="InputException">The assignment asked for is not the taxonomy's.</exception>
    public static Taxonomy ReadTaxonomy(string path, Assignment? assignment)
    {
        var taxonomy = TaxonomyFile.Read(path);
        return assignment is null || assignment == taxonomy.Assignment
            ? taxonomy
            : throw new InputException(path, null, $"The taxonomy's assignment is {taxonomy.Assignment.ToString().ToLowerInvariant()}.", "Leave out --assignment, or change it in the taxonomy.");
    }

    private static void Require(string folder, string? taxonomyPath)
    {
        string?[] missing =
        [
            taxonomyPath is null && !File.Exists(Path.Combine(folder, "taxonomy.yaml")) ? "taxonomy.yaml" : null,
            PostFiles.Any(name => File.Exists(Path.Combine(folder, name))) ? null : "posts.csv or posts.jsonl",
            File.Exists(Path.Combine(folder, "codings.csv")) ? null : "codings.csv",
        ];
        if (missing.Any(name => name is not null))
        {
            throw new InputException(folder, null, $"The folder holds no {string.Join(" and no ", missing.OfType<string>())}.", "A folder of labelled data holds taxonomy.yaml, posts.csv and codings.csv.");
        }
    }

    private static string PostFile(string folder)
    {
        List<string> found = [.. PostFiles.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        return found is [var one]
            ? one
            : throw new InputException(folder, null, $"The folder holds several files of posts: {string.Join(", ", found.Select(Path.GetFileName))}.", "Keep one of them.");
    }

    private static async Task<Dictionary<string, List<Coding>>> ReadCodingsAsync(
        string path, Taxonomy taxonomy, PostList posts, Problems problems, CancellationToken cancellationToken)
    {
        var checks = new CodeChecks(taxonomy, problems);
        var codings = new Dictionary<string, List<Coding>>(StringComparer.Ordinal);
        var lines = new Dictionary<(string Post, string Coder), long>();
        await foreach (var row in Table.ReadAsync(path, cancellationToken))
        {
            var (post, coder) = (row.Text("post_id"), row.Text("coder").Trim());
            var pending = checks.Read(row.Find("pending") ?? "", CodeSeparator, path, row.Line);
            var codes = checks.Read(row.Text("codes"), CodeSeparator, path, row.Line);
            checks.CheckCount(codes, pending.Count > 0, path, row.Line);
            if (coder.Length == 0)
            {
                problems.Add(path, row.Line, "The coding has no coder.");
            }

            if (!posts.Has(post))
            {
                problems.Add(path, row.Line, $"The coding is of the post {Shown.Name(post)}, which is not among the posts.");
            }

            if (!lines.TryAdd((post, coder), row.Line))
            {
                problems.Add(path, row.Line, FormattableString.Invariant($"The same coder has coded the post {Shown.Name(post)} in line {lines[(post, coder)]} already; keep one of the codings."));
            }

            codings.TryAdd(post, []);
            codings[post].Add(new Coding(coder, codes, pending));
        }

        return codings;
    }

    private static Dictionary<string, List<Coding>> OnlyOf(string coder, Dictionary<string, List<Coding>> codings, string path, Problems problems)
    {
        var own = codings.Select(entry => (entry.Key, Codings: entry.Value.Where(coding => coding.Coder == coder).ToList()))
            .Where(entry => entry.Codings.Count > 0)
            .ToDictionary(entry => entry.Key, entry => entry.Codings, StringComparer.Ordinal);
        if (own.Count == 0)
        {
            List<string> coders = [.. codings.Values.SelectMany(list => list).Select(coding => coding.Coder).Distinct().Order(StringComparer.Ordinal)];
            problems.Add(path, $"There is no coding by {Shown.Name(coder)}; the coders are: {Shown.Names(coders)}.");
        }

        return own;
    }

    private static LabelledData Settle(Taxonomy taxonomy, PostList posts, Dictionary<string, List<Coding>> codings)
    {
        var order = new CodeSet(taxonomy.All().Select(code => code.Id));
        var coded = new List<CodedPost>();
        var (withoutMajority, awaiting) = (new List<string>(), new List<string>());
        var uncoded = 0;
        foreach (var post in posts.Posts)
        {
            if (!codings.TryGetValue(post.Id, out var own))
            {
                uncoded++;
                continue;
            }

            var (codes, pending) = Agreement.Of(own, order);
            if (taxonomy.Assignment == Assignment.Multiple || codes.Count == 1)
            {
                coded.Add(new CodedPost(post, codes, pending));
            }
            else
            {
                (pending.Count > 0 ? awaiting : withoutMajority).Add(post.Id);
            }
        }

        return new LabelledData(taxonomy, coded, posts.Posts.Count, uncoded, withoutMajority, awaiting, posts.UnreadableDates);
    }
}
