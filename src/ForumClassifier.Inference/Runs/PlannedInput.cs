using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Dumps;

namespace ForumClassifier.Inference.Runs;

/// <summary>A file or folder of the corpus as a plan records it: without the folder it lies in, so that it may be moved.</summary>
/// <param name="Name">Of the file or folder alone.</param>
/// <param name="Files">1, or how many files of the folder the corpus takes.</param>
internal sealed record PlannedInput(string Name, long Files, long Bytes, string Sha256)
{
    /// <exception cref="InputException">It is missing or cannot be read.</exception>
    public static async Task<PlannedInput> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var hash = Directory.Exists(path)
            ? await FileHash.OfFilesAsync(path, DumpFiles.OfFolder(path), cancellationToken)
            : await FileHash.OfFileAsync(path, cancellationToken);
        return new PlannedInput(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), hash.Files, hash.Bytes, hash.Sha256);
    }

    /// <summary>As it stands in messages, beside its hash.</summary>
    public string Describe() => FormattableString.Invariant($"{Name}, {(Files == 1 ? "" : $"{Files} files, ")}{Bytes} bytes");
}
