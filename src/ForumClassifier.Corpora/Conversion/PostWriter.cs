using ForumClassifier.Core.Files;

namespace ForumClassifier.Corpora.Conversion;

/// <summary>Finds the writer of a format. All write the columns <c>id, thread_id, author, created_at, title, body, body_format, category, tags, url, reply_to</c>.</summary>
public static class PostWriter
{
    /// <summary>The format that the ending of an output's name asks for.</summary>
    /// <exception cref="OutputException">It is none of <c>.csv</c>, <c>.jsonl</c> and <c>.parquet</c>.</exception>
    public static PostFileFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => PostFileFormat.Csv,
        ".jsonl" => PostFileFormat.JsonLines,
        ".parquet" => PostFileFormat.Parquet,
        _ => throw new OutputException(path, "The ending of the name does not say how to write the posts.", "Let it end in .csv, .jsonl or .parquet."),
    };

    /// <param name="stream">Stays open.</param>
    public static IPostWriter Create(Stream stream, PostFileFormat format) => format switch
    {
        PostFileFormat.Csv => new CsvPostWriter(stream),
        PostFileFormat.JsonLines => new JsonPostWriter(stream),
        _ => new ParquetPostWriter(stream),
    };
}
