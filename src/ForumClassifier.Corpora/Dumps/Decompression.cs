using ForumClassifier.Corpora.Tables;
using ZstdSharp;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>Opens files and undoes what their endings, <c>.gz</c> or <c>.zst</c>, say.</summary>
internal static class Decompression
{
    private const int BufferSize = 1 << 16;

    public static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);

    /// <summary>The content of a stream; the stream itself where the name ends in neither.</summary>
    /// <param name="compressed">Closed with the content.</param>
    public static Stream Of(string name, Stream compressed, InflationBudget budget) => DumpFileName.Compression(name) switch
    {
        ".gz" => budget.Watch(new WholeGzipStream(compressed)),
        ".zst" => budget.Watch(new DecompressionStream(compressed, leaveOpen: false)),
        _ => compressed,
    };
}
