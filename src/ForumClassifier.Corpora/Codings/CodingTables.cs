using System.Globalization;
using CsvHelper;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Conversion;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Writes the tables of a folder of labelled data; those of posts have the columns beyond the seven only where a post needs them.</summary>
internal static class CodingTables
{
    /// <exception cref="ArgumentException">Something could not be read back as it is.</exception>
    public static void Check(CodingProject project)
    {
        foreach (var coding in project.Codings)
        {
            Require(IsTrimmed(coding.Coder), $"The coder '{coding.Coder}' is empty or has outer white space.");
            Require(coding.Codes.Concat(coding.Pending).All(code => IsTrimmed(code) && !code.Contains(CodingRows.CodeSeparator, StringComparison.Ordinal)), "A code is empty, has outer white space, or holds ';'.");
        }

        Require(project.Passages.All(passage => IsTrimmed(passage.Coder) && IsTrimmed(passage.Code)), "The coder or the code of a passage is empty or has outer white space.");
        Require(project.Posts.All(post => post.Id.Length > 0), "The id of a post is empty.");
    }

    /// <summary>The columns of posts, those beyond the seven only where a post needs them.</summary>
    public static IReadOnlyList<(string Name, Func<Post, string> Value)> PostColumns(IReadOnlyList<Post> posts)
    {
        const int Always = 7;
        return [.. PostFields.Names
            .Select((name, i) => (Name: name, Value: (Func<Post, string>)(post => PostFields.Of(post)[i] ?? "")))
            .Where((column, i) => i < Always || posts.Any(post => column.Value(post).Length > 0))];
    }

    public static void WritePosts(Stream stream, IReadOnlyList<Post> posts)
    {
        var columns = PostColumns(posts);
        Write(stream, [.. columns.Select(column => column.Name)], posts.Select(post => columns.Select(column => column.Value(post))));
    }

    public static void WriteCodings(Stream stream, IReadOnlyList<PostCoding> codings) => Write(
        stream,
        ["post_id", "coder", "codes", "coded_at", "taxonomy_version", "note", "pending"],
        codings.Select(coding => (IEnumerable<string>)
        [
            coding.PostId, coding.Coder, string.Join(CodingRows.CodeSeparator, coding.Codes), Time(coding.CodedAt),
            coding.TaxonomyVersion?.ToString(CultureInfo.InvariantCulture) ?? "", coding.Note, string.Join(CodingRows.CodeSeparator, coding.Pending),
        ]));

    public static void WritePassages(Stream stream, IReadOnlyList<Passage> passages) => Write(
        stream,
        ["post_id", "start", "end", "coder", "code", "guid", "name"],
        passages.Select(passage => (IEnumerable<string>)
        [
            passage.PostId, passage.Start.ToString(CultureInfo.InvariantCulture), passage.End.ToString(CultureInfo.InvariantCulture),
            passage.Coder, passage.Code, passage.GlobalId, passage.Name,
        ]));

    private static void Write(Stream stream, IReadOnlyList<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var row in rows.Prepend(header))
        {
            foreach (var field in row)
            {
                csv.WriteField(field);
            }

            csv.EndRecord();
        }
    }

    private static string Time(DateTimeOffset? time) => time is { } known ? PostTime.Format(known) : "";

    private static bool IsTrimmed(string text) => text.Length > 0 && text.Trim().Length == text.Length;

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new ArgumentException(problem);
        }
    }
}
