using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ForumClassifier.Corpora;

namespace ForumClassifier.Inference.Runs;

/// <summary>Size and SHA-256 of files and folders, read as streams.</summary>
/// <param name="Files">1, or the number of files of a folder.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
internal sealed record FileHash(long Files, long Bytes, string Sha256)
{
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    public static async Task<FileHash> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 1 << 17 });
            var hash = await SHA256.HashDataAsync(stream, cancellationToken);
            return new FileHash(1, stream.Position, Convert.ToHexStringLower(hash));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Explain(path, e);
        }
    }

    /// <summary>Hashes all files of a folder and of those below it, as <see cref="OfFilesAsync"/> does, in the ordinal order of the names.</summary>
    /// <exception cref="InputException">The folder or a file of it is missing or cannot be read.</exception>
    public static Task<FileHash> OfFolderAsync(string folder, CancellationToken cancellationToken) => OfFilesAsync(folder, Names(folder), cancellationToken);

    /// <summary>Hashes the names, sizes and hashes of files of a folder.</summary>
    /// <param name="names">Below the folder, with <c>/</c> between folders.</param>
    /// <exception cref="InputException">A file is missing or cannot be read.</exception>
    public static async Task<FileHash> OfFilesAsync(string folder, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (files, bytes) = (0L, 0L);
        foreach (var name in names)
        {
            var file = await OfFileAsync(Path.Combine(folder, name), cancellationToken);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}\0{file.Bytes}\0{file.Sha256}\n")));
            files++;
            bytes += file.Bytes;
        }

        return new FileHash(files, bytes, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    private static List<string> Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Explain(folder, e);
        }
    }

    private static InputException Explain(string path, Exception e) =>
        new(path, null, $"It could not be read ({e.Message.TrimEnd('.')}).", "Check the path and your right to read it.", e);
}
