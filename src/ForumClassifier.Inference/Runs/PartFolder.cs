using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Inference.Runs;

/// <summary>The finished parts of a run, one file each, numbered from <c>000000</c>; holds one of them in memory.</summary>
/// <remarks>
/// <code>
/// c0f3...                                         SHA-256 of all that follows this line
/// {"part":0,"plan":"77ab...","counts":{...}}      counts of the rows
/// 17,17,2024-03-04T12:00:00Z,...                  rows of predictions
/// </code>
/// </remarks>
/// <param name="planId">Parts of other plans are none.</param>
/// <param name="codes">How many codes the model has.</param>
internal sealed class PartFolder(string folder, string planId, int codes)
{
    private const int HashLength = 64;

    /// <exception cref="OutputException">The part could not be written; nothing of it is left.</exception>
    public void Write(int index, Part part)
    {
        byte[] header = [.. JsonSerializer.SerializeToUtf8Bytes(new Header(index, planId, part.Counts), RunJson.Line), (byte)'\n'];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(part.Rows.Span);
        var checksum = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetCurrentHash()) + "\n");
        WholeFile.Write(PathOf(index), stream =>
        {
            stream.Write(checksum);
            stream.Write(header);
            stream.Write(part.Rows.Span);
        });
    }

    /// <summary>The part, or null where it is missing, damaged or of another plan.</summary>
    public Part? Find(int index)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(PathOf(index));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it is made again; where the disk is the cause, writing it says so
        }

        if (bytes.Length <= HashLength || bytes[HashLength] != '\n'
            || Encoding.ASCII.GetString(bytes, 0, HashLength) != Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(HashLength + 1))))
        {
            return null;
        }

        var content = bytes.AsMemory(HashLength + 1);
        var end = content.Span.IndexOf((byte)'\n');
        return end >= 0 && ReadHeader(content.Span[..end]) is { } header && header.Part == index && header.Plan == planId && header.Counts.Codes.Count == codes
            ? new Part(header.Counts, content[(end + 1)..])
            : null;
    }

    /// <summary>Looks through the parts from the first on, up to one that is not whole or ends the corpus.</summary>
    /// <returns>How many are whole, and what they count together.</returns>
    public (int Parts, PartCounts Counts) CountWhole(CancellationToken cancellationToken)
    {
        var (parts, counts) = (0, PartCounts.None(codes));
        while (counts.Posts == (long)parts * CorpusWindows.Size && Find(parts) is { } part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts = counts.Plus(part.Counts);
            parts++;
        }

        return (parts, counts);
    }

    private static Header? ReadHeader(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<Header>(line, RunJson.Line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(int index) => Path.Combine(folder, index.ToString("D6", CultureInfo.InvariantCulture));

    private sealed record Header(int Part, string Plan, PartCounts Counts);
}
