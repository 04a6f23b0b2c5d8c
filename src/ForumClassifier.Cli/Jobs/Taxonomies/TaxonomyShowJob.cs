using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Taxonomies;
using Spectre.Console;

namespace ForumClassifier.Cli.Jobs.Taxonomies;

/// <summary>A taxonomy as a tree, with the number of posts of each code.</summary>
internal static class TaxonomyShowJob
{
    /// <param name="labeledData">Null counts nothing.</param>
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(string path, string? labeledData, bool json, Screen screen, CancellationToken cancellationToken)
    {
        var taxonomy = TaxonomyFile.Read(path);
        var posts = labeledData is null ? null : (await LabelledDataReader.ReadAsync(labeledData, new PostColumns(), path, cancellationToken: cancellationToken)).Posts;
        var trees = taxonomy.Codes.Select(code => CountedCode.Of(code, posts)).ToList();
        if (json)
        {
            screen.Line(JsonText.Of(new { taxonomy.Name, taxonomy.Version, taxonomy.Assignment, Posts = posts?.Count, Codes = trees }));
            return;
        }

        screen.Line(TaxonomyText.Facts(taxonomy) + (posts is null ? "" : FormattableString.Invariant($"; {posts.Count} coded posts")));
        var table = Screen.NewTable(null, ["code", .. posts is null ? [] : (string[])["posts", "with those below"]]);
        table.AddColumn(new TableColumn("name").LeftAligned());
        table.AddColumn(new TableColumn("color").LeftAligned());
        trees.ForEach(tree => AddRows(table, tree, 0));
        screen.Table(table);
    }

    private static void AddRows(Table table, CountedCode code, int depth)
    {
        string[] counts = code.Posts is null ? [] : [code.Codable ? TaxonomyText.Number(code.Posts.Value) : "", TaxonomyText.Number(code.PostsWithThoseBelow ?? 0)];
        string[] row = [new string(' ', 2 * depth) + code.Id, .. counts, code.Name + (code.Codable ? "" : " (heading)"), code.Color ?? ""];
        table.AddRow([.. row.Select(Markup.Escape)]);
        foreach (var child in code.Children)
        {
            AddRows(table, child, depth + 1);
        }
    }

    /// <param name="Posts">Null where none were counted.</param>
    private sealed record CountedCode(
        string Id, string Name, string Definition, bool Codable, string? Color, int? Posts, int? PostsWithThoseBelow, IReadOnlyList<CountedCode> Children)
    {
        public static CountedCode Of(Code code, IReadOnlyList<CodedPost>? posts)
        {
            var below = new Taxonomy("", 1, Assignment.Multiple, [code]).All().Select(other => other.Id).ToHashSet(StringComparer.Ordinal);
            return new CountedCode(code.Id, code.Name, code.Definition, code.Codable, code.Color,
                posts?.Count(post => post.Codes.Contains(code.Id)), posts?.Count(post => post.Codes.Any(below.Contains)), [.. code.Children.Select(child => Of(child, posts))]);
        }
    }
}
