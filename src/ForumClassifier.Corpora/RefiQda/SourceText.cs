using System.Text;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>The text of a source as it stands in its file, without the byte order mark.</summary>
/// <param name="HasMark">True where the file began with a byte order mark.</param>
/// <param name="IsDamaged">True where bytes were no text and were replaced.</param>
internal sealed record SourceText(string Text, bool HasMark, bool IsDamaged)
{
    /// <summary>UTF-8, or UTF-16 with its mark.</summary>
    public static SourceText Decode(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Decode(bytes.AsSpan(3), new UTF8Encoding(false, throwOnInvalidBytes: true), hasMark: true),
        [0xFF, 0xFE, ..] => Decode(bytes.AsSpan(2), new UnicodeEncoding(bigEndian: false, false, throwOnInvalidBytes: true), hasMark: true),
        [0xFE, 0xFF, ..] => Decode(bytes.AsSpan(2), new UnicodeEncoding(bigEndian: true, false, throwOnInvalidBytes: true), hasMark: true),
        _ => Decode(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true), hasMark: false),
    };

    private static SourceText Decode(ReadOnlySpan<byte> bytes, Encoding strict, bool hasMark)
    {
        try
        {
            return new SourceText(strict.GetString(bytes), hasMark, IsDamaged: false);
        }
        catch (DecoderFallbackException)
        {
            var lenient = (Encoding)strict.Clone();
            lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
            return new SourceText(lenient.GetString(bytes), hasMark, IsDamaged: true);
        }
    }
}
