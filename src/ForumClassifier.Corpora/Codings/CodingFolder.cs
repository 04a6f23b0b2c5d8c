using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Reads and writes a folder of labelled data: <c>taxonomy.yaml</c>, <c>posts.csv</c> (or another table), <c>codings.csv</c>, and <c>passages.csv</c> where passages were coded.</summary>
public static class CodingFolder
{
    internal const string TaxonomyName = "taxonomy.yaml";
    internal const string CodingsName = "codings.csv";
    internal const string PassagesName = "passages.csv";

    private const string PostsName = "posts.csv";

    private static readonly string[] PostNames = [PostsName, "posts.jsonl", "posts.tsv", "posts.csv.gz", "posts.jsonl.gz", "posts.tsv.gz", "posts.parquet"];

    /// <summary>Reads all of it; nothing is settled between the coders.</summary>
    /// <param name="columns">Of the posts, where they are not those of the format; null for those.</param>
    /// <param name="taxonomyPath">Null for the folder's own taxonomy.</param>
    /// <param name="formerCodes">True also takes codes that the taxonomy's ledger knows from earlier versions; false reports them.</param>
    /// <exception cref="InputException">A file is missing, damaged or wrongly written.</exception>
    /// <exception cref="TaxonomyException">The taxonomy is not valid.</exception>
    /// <exception cref="LabelledDataException">The codings do not fit the posts or the taxonomy; all problems are named.</exception>
    public static async Task<CodingProject> ReadAsync(
        string folder, PostColumns? columns = null, string? taxonomyPath = null, bool formerCodes = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var reading = await ReadAllAsync(folder, columns ?? new PostColumns(), taxonomyPath, assignment: null, formerCodes, cancellationToken);
        reading.Problems.ThrowIfAny(folder);
        return reading.Project;
    }

    /// <summary>Writes a folder that <see cref="ReadAsync"/> reads back the same, whole or not at all. Post files are CSV.</summary>
    /// <exception cref="ArgumentException">An id, a coder or a code is empty, has outer white space, or a code holds ';'.</exception>
    /// <exception cref="OutputException">It exists and may not be replaced, or cannot be written.</exception>
    public static void Write(string folder, CodingProject project, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(project);
        CodingTables.Check(project);
        new WholeFolder(folder, overwrite).Write(partial =>
        {
            TaxonomyFile.Write(Path.Combine(partial, TaxonomyName), project.Taxonomy);
            WholeFile.Write(Path.Combine(partial, PostsName), stream => CodingTables.WritePosts(stream, project.Posts));
            WholeFile.Write(Path.Combine(partial, CodingsName), stream => CodingTables.WriteCodings(stream, project.Codings));
            if (project.Passages.Count > 0)
            {
                WholeFile.Write(Path.Combine(partial, PassagesName), stream => CodingTables.WritePassages(stream, project.Passages));
            }
        });
    }

    /// <summary>As <see cref="ReadAsync"/>, but problems are returned and not thrown.</summary>
    /// <exception cref="InputException">A file is missing, damaged or wrongly written, or the assignment asked for is not the taxonomy's.</exception>
    internal static async Task<CodingReading> ReadAllAsync(
        string folder, PostColumns columns, string? taxonomyPath, Assignment? assignment, bool formerCodes, CancellationToken cancellationToken)
    {
        Require(folder, taxonomyPath);
        var taxonomy = ReadTaxonomy(taxonomyPath ?? Path.Combine(folder, TaxonomyName), assignment);
        var problems = new CodingProblems();
        var posts = new PostList(columns with { LabelColumn = null }, problems);
        await foreach (var row in Table.ReadAsync(PostFile(folder), cancellationToken))
        {
            posts.Add(row);
        }

        var rows = new CodingRows(new CodeChecks(taxonomy, problems, formerCodes), posts, problems);
        var codings = await rows.ReadCodingsAsync(Path.Combine(folder, CodingsName), cancellationToken);
        var passages = Path.Combine(folder, PassagesName);
        var project = new CodingProject(taxonomy, posts.Posts, codings, File.Exists(passages) ? await rows.ReadPassagesAsync(passages, cancellationToken) : []);
        return new CodingReading(project, problems, posts.UnreadableDates);
    }

    /// <exception cref="InputException">The assignment asked for is not the taxonomy's.</exception>
    internal static Taxonomy ReadTaxonomy(string path, Assignment? assignment)
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
            taxonomyPath is null && !File.Exists(Path.Combine(folder, TaxonomyName)) ? TaxonomyName : null,
            PostNames.Any(name => File.Exists(Path.Combine(folder, name))) ? null : "posts.csv or posts.jsonl",
            File.Exists(Path.Combine(folder, CodingsName)) ? null : CodingsName,
        ];
        if (missing.Any(name => name is not null))
        {
            throw new InputException(folder, null, $"The folder holds no {string.Join(" and no ", missing.OfType<string>())}.", "A folder of labelled data holds taxonomy.yaml, posts.csv and codings.csv.");
        }
    }

    private static string PostFile(string folder)
    {
        List<string> found = [.. PostNames.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        return found is [var one]
            ? one
            : throw new InputException(folder, null, $"The folder holds several files of posts: {string.Join(", ", found.Select(Path.GetFileName))}.", "Keep one of them.");
    }
}
