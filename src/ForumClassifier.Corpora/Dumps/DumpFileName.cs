using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>What names of files say.</summary>
internal static class DumpFileName
{
    public const string Endings = ".json, .jsonl, .ndjson, .csv, .tsv or .xml, each also with .gz or .zst, .parquet, .xlsx, .sqlite or .db, and .zip, .tar, .tar.gz, .tgz or .tar.zst";

    private static readonly string[] Compressions = [".gz", ".zst"];

    /// <summary>True for <c>.zip</c>, <c>.tar</c>, <c>.tgz</c>, <c>.tar.gz</c> and <c>.tar.zst</c>.</summary>
    public static bool IsArchive(string name) => KindOf(name) == DumpFileKind.Archive;

    public static DumpFileKind KindOf(string name) => Ending(name) switch
    {
        ".zip" or ".tar" or ".tgz" or ".tzst" => DumpFileKind.Archive,
        ".json" => DumpFileKind.Json,
        ".xml" => DumpFileKind.Xml,
        _ => Table.FormatOf(WithoutCompression(name)) switch
        {
            null => DumpFileKind.Other,
            TableFormat.Parquet or TableFormat.Excel or TableFormat.Sqlite => DumpFileKind.BinaryTable,
            _ => DumpFileKind.Table,
        },
    };

    /// <summary>The ending in lower case, without <c>.gz</c> or <c>.zst</c>.</summary>
    public static string Ending(string name) => Path.GetExtension(WithoutCompression(name)).ToLowerInvariant();

    /// <summary><c>.gz</c>, <c>.zst</c> or, where the name has neither, an empty text; also of <c>.tgz</c> and <c>.tzst</c>.</summary>
    public static string Compression(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".gz" or ".tgz" => ".gz",
        ".zst" or ".tzst" => ".zst",
        _ => "",
    };

    /// <summary>The name without <c>.gz</c> or <c>.zst</c>.</summary>
    public static string WithoutCompression(string name)
    {
        var compression = Compressions.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return name[..^(compression?.Length ?? 0)];
    }

    /// <summary>True where a folder or file of a path is hidden, or one of those that macOS puts into archives.</summary>
    /// <param name="relativePath">With <c>/</c> between the names.</param>
    public static bool IsHidden(string relativePath) =>
        relativePath.Split('/').Any(name => (name is ['.', _, ..] and not "..") || name == "__MACOSX");
}
