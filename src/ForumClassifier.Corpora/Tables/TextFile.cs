using System.Text;
using CsvHelper;
using ZstdSharp;

namespace ForumClassifier.Corpora.Tables;

/// <summary>Opens text files, compressed or not, as streams of UTF-8.</summary>
internal static class TextFile
{
    /// <summary>Longest record, in bytes of UTF-8: what a file without line breaks may take of the memory.</summary>
    public const int LongestRecord = 64 * 1024 * 1024;

    private const int HeadSize = 4096;

    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The ending that says what a file holds, in lower case and without <c>.gz</c>, such as <c>.csv</c>.</summary>
    public static string Ending(string path) =>
        Path.GetExtension(IsGzip(path) ? path[..^3] : path).ToLowerInvariant();

    /// <summary>The text as UTF-8, from the start of the file; a byte order mark of UTF-8 is left in place.</summary>
    /// <exception cref="InputException">The file is missing, empty, a folder, unreadable, or not text.</exception>
    public static Stream Open(string path)
    {
        Require(path);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            return OfStream(path, IsGzip(path) ? new WholeGzipStream(file) : file);
        }
        catch (Exception e) when (CanExplain(e))
        {
            throw Explain(path, null, e);
        }
    }

    /// <summary>The text of a stream that is decompressed already, as <see cref="Open"/> gives that of a file.</summary>
    /// <param name="place">The file, for messages.</param>
    /// <param name="content">Closed with the text, and where this fails.</param>
    /// <exception cref="InputException">It is empty, unreadable, or not text.</exception>
    public static Stream OfStream(string place, Stream content)
    {
        try
        {
            var head = ReadHead(content);
            CheckHead(place, head);
            var text = new HeadedStream(head, content);
            return Utf16Of(head) is { } encoding ? Encoding.CreateTranscodingStream(text, encoding, new UTF8Encoding(false)) : text;
        }
        catch (Exception e)
        {
            content.Dispose();
            if (CanExplain(e))
            {
                throw Explain(place, null, e);
            }

            throw;
        }
    }

    /// <exception cref="InputException">There is no such file, or it is a folder.</exception>
    public static void Require(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException(path, null, "This is a folder.", "Name a file in it.");
        }

        if (!File.Exists(path))
        {
            throw new InputException(path, null, "There is no such file.", "Check the path.");
        }
    }

    /// <summary>True for failures of reading that are the file's fault.</summary>
    public static bool CanExplain(Exception e) =>
        e is IOException or InvalidDataException or UnauthorizedAccessException or DecoderFallbackException or CsvFormatException or ZstdException;

    /// <param name="line">The last line known to be good, or null.</param>
    public static InputException Explain(string path, long? line, Exception e) => e switch
    {
        InvalidDataException or EndOfStreamException or ZstdException => new InputException(path, line, "The compressed data are damaged or cut here or soon after.", "Get the file again; 'gzip -t' (or 'zstd -t', 'unzip -t', 'tar -t') checks it.", e),
        InflatedTooFarException => new InputException(path, line, "The compressed data grow to more than 250 times their size.", "Look at what they hold, and unpack them yourself if they are a forum.", e),
        DecoderFallbackException => new InputException(path, line, "The text is not valid UTF-16 here or soon after.", "Save the file as UTF-8.", e),
        LineTooLongException or CsvFormatException => new InputException(path, line, FormattableString.Invariant($"The record is longer than {LongestRecord / (1024 * 1024)} MiB."), "Check it for a quote that is not closed or line breaks that are missing.", e),
        UnauthorizedAccessException => new InputException(path, line, "The file may not be read.", "Give yourself the right to read it.", e),
        _ => new InputException(path, line, $"The file could not be read ({e.Message.TrimEnd('.')}).", "Check the disk and the path.", e),
    };

    private static byte[] ReadHead(Stream text)
    {
        var head = new byte[HeadSize];
        return head[..text.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false)];
    }

    private static void CheckHead(string path, byte[] head)
    {
        if (head.Length == 0)
        {
            throw new InputException(path, null, "The file is empty.", "Check how it was made.");
        }

        if (head is [0x1F, 0x8B, ..])
        {
            throw new InputException(path, null, "The file is compressed with gzip" + (IsGzip(path) ? " twice." : "."), IsGzip(path) ? "Decompress it once." : "Let its name end in .gz.");
        }

        // a text may hold a NUL here and there; one in five bytes is a binary file or UTF-16 without its mark
        if (Utf16Of(head) is null && head.Count(value => value == 0) > head.Length / 5)
        {
            throw new InputException(path, null, "The file is not text: it is full of NUL bytes.", "Expected UTF-8, or UTF-16 with a byte order mark; save it so.");
        }
    }

    private static UnicodeEncoding? Utf16Of(byte[] head) => head switch
    {
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => null,
    };
}
