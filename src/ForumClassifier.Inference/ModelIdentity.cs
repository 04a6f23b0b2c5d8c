using ForumClassifier.Corpora;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>Which model made predictions.</summary>
/// <param name="Name">As it stands in its predictions.</param>
/// <param name="Sha256">Of the files of its folder, names and contents, in lower-case hexadecimal.</param>
public sealed record ModelIdentity(string Name, string Sha256)
{
    /// <summary>Reads all files of a model folder, in constant memory.</summary>
    /// <exception cref="InputException">The folder is missing or a file of it cannot be read.</exception>
    public static async Task<ModelIdentity> OfFolderAsync(string name, string folder, CancellationToken cancellationToken = default) =>
        new(name, (await FileHash.OfFolderAsync(folder, cancellationToken)).Sha256);
}
