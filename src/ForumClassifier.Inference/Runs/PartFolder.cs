using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Inference.Runs;

/// <summary>The finished parts of a run, one file each; holds one of them in memory.</summary>
/// <remarks>
/// The name is the part's number from <c>000000</c> and the SHA-256 of the file, <c>000017-c0f3...</c>: attempts that differ write files of different names, and none replaces another's.
/// <code>
/// {"part":17,"plan":"77ab...","counts":{...},"firsts":[],"keys":"..."}     counts of the rows, predictions that later parts repeat, keys of the texts
/// 17,17,2024-03-04T12:00:00Z,...                                           rows of predictions
/// </code>
/// </remarks>
/// <param name="planId">Parts of other plans are none.</param>
/// <param name="codes">How many codes the model has.</param>
/// <param name="attempt">Told apart by it are the unfinished files of attempts on one shard at once; empty where there is one at a time.</param>
internal sealed class PartFolder(string path, string planId, int codes, string attempt = "")
{
    private readonly Lazy<ILookup<int, string>> _names = new(() => Names(path).ToLookup(name => name.Part, name => name.Sha256));

    public string Path => path;

    /// <summary>The parts that are there by their names, damaged ones included, in the order of their numbers.</summary>
    public static IEnumerable<(int Part, string Sha256, string File)> Names(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
        return files
            .Select(file => (Path: file, Pieces: System.IO.Path.GetFileName(file).Split('-')))
            .Where(file => file.Pieces.Length == 2 && file.Pieces[1].Length == 2 * SHA256.HashSizeInBytes && int.TryParse(file.Pieces[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(file => (int.Parse(file.Pieces[0], CultureInfo.InvariantCulture), file.Pieces[1], file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>Which plan a file says it is a part of; null where it does not say.</summary>
    public static string? PlanOf(string file)
    {
        try
        {
            using var lines = File.OpenText(file);
            return ReadHeader(Encoding.UTF8.GetBytes(lines.ReadLine() ?? ""))?.Plan;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="OutputException">The part could not be written; nothing of it is left.</exception>
    public PartReference Write(int index, Part part)
    {
        byte[] header = [.. JsonSerializer.SerializeToUtf8Bytes(new Header(index, planId, part.Counts, part.Firsts, part.Keys), RunJson.Line), (byte)'\n'];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(part.Rows.Span);
        var reference = new PartReference(index, part.Counts.Posts, Convert.ToHexStringLower(hash.GetCurrentHash()));
        var number = System.IO.Path.Combine(path, Number(index));
        WholeFile.Write(number + attempt, stream =>
        {
            stream.Write(header);
            stream.Write(part.Rows.Span);
        }, PathOf(reference));
        return reference;
    }

    /// <summary>The part of a number that is whole and of this plan, or null.</summary>
    public (PartReference Reference, PartCounts Counts)? Find(int index) =>
        _names.Value[index].Select(sha256 => (Sha256: sha256, Part: Read(index, sha256))).FirstOrDefault(found => found.Part is not null) is { Part: { } part } whole
            ? (new PartReference(index, part.Counts.Posts, whole.Sha256), part.Counts)
            : null;

    /// <summary>The part, or null where it is missing, damaged or of another plan.</summary>
    public Part? Read(PartReference reference) => Read(reference.Part, reference.Sha256);

    /// <summary>True where there is a file of this part's name.</summary>
    public bool Holds(PartReference reference) => File.Exists(PathOf(reference));

    public string PathOf(PartReference reference) => System.IO.Path.Combine(path, $"{Number(reference.Part)}-{reference.Sha256}");

    /// <summary>What is wrong where a part of this attempt is damaged or gone.</summary>
    public RunException Lost(PartReference part) =>
        new(path, FormattableString.Invariant($"Part {part.Part:D6} was whole and is no longer."), "Give the same command again: the part is made anew.");

    /// <summary>Looks through the parts of a shard from its first on, up to one that is not whole or is its last.</summary>
    public FinishedParts FindWhole(PlannedShard shard, CancellationToken cancellationToken)
    {
        var parts = new List<PartReference>();
        var counts = PartCounts.None(codes);
        while (counts.Posts == (long)parts.Count * CorpusWindows.Size && !(shard.First + counts.Posts >= shard.End) && Find(shard.FirstPart + parts.Count) is { } part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parts.Add(part.Reference);
            counts = counts.Plus(part.Counts);
        }

        return new FinishedParts(parts, counts);
    }

    private static string Number(int index) => index.ToString("D6", CultureInfo.InvariantCulture);

    private Part? Read(int index, string sha256)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(PathOf(new PartReference(index, 0, sha256)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it is made again; where the disk is the cause, writing it says so
        }

        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
        {
            return null;
        }

        var end = bytes.AsSpan().IndexOf((byte)'\n');
        return end >= 0 && ReadHeader(bytes.AsSpan(0, end)) is { } header && header.Part == index && header.Plan == planId && header.Counts.Codes.Count == codes && header.Keys.Length == header.Counts.Posts * TextKeys.Bytes
            ? new Part(header.Counts, bytes.AsMemory(end + 1), header.Firsts, header.Keys)
            : null;
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

    private sealed record Header(int Part, string Plan, PartCounts Counts, IReadOnlyList<FirstPrediction> Firsts, byte[] Keys);
}
