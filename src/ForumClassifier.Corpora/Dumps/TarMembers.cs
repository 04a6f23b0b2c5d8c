using System.Formats.Tar;
using System.Runtime.CompilerServices;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>Reads the members of a tar archive, compressed or not, as a stream: one after the other, without unpacking it.</summary>
internal static class TarMembers
{
    /// <summary>Yields the files in the order of the archive.</summary>
    /// <exception cref="InputException">The archive is cut, damaged or no tar archive.</exception>
    public static async IAsyncEnumerable<DumpFile> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = Decompression.OpenFile(path);
        var budget = new InflationBudget(file.Length);
        await using var reader = new TarReader(Decompression.Of(path, file, budget));
        var members = 0L;
        while (await MoveAsync(reader, path, members, cancellationToken) is { } entry)
        {
            members++;
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
            {
                var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
                yield return new DumpFile($"{path}/{name}", name, IsMember: true, () => Decompression.Of(name, entry.DataStream ?? Stream.Null, budget));
            }
        }

        if (members == 0)
        {
            throw new InputException(path, null, "The archive is empty.", "Check how it was made.");
        }
    }

    private static async Task<TarEntry?> MoveAsync(TarReader reader, string path, long members, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.GetNextEntryAsync(copyData: false, cancellationToken);
        }
        catch (InflatedTooFarException e)
        {
            throw TextFile.Explain(path, null, e);
        }
        catch (Exception e) when (TextFile.CanExplain(e) || e is FormatException or ArgumentException or ArithmeticException or InvalidOperationException)
        {
            throw new InputException(path, null, FormattableString.Invariant($"The archive is damaged or cut after member {members}."), "Get the file again; 'tar -t' checks it.", e);
        }
    }
}
