using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Training;

/// <summary>From which codes of an older model each code of a newer taxonomy comes, after the taxonomy's ledger.</summary>
internal static class HeadOrigins
{
    /// <summary>A code that survived (renamed, moved or redefined ones too) comes from itself, a merged one from all it was merged of; a new one, and each part of a split, from none.</summary>
    /// <param name="model">The older model's taxonomy; its codes and <paramref name="modelCodes"/> are of its version.</param>
    /// <param name="modelCodes">Those the older model gives.</param>
    /// <param name="taxonomy">The newer one, with the ledger of the changes between.</param>
    /// <param name="codes">Those the newer model is to give.</param>
    /// <returns>Codes of the older model, for each of <paramref name="codes"/>, in the order of <paramref name="modelCodes"/>.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Of(Taxonomy model, CodeSet modelCodes, Taxonomy taxonomy, CodeSet codes)
    {
        var crosswalk = Crosswalk.Between(taxonomy, Math.Min(model.Version, taxonomy.Version));
        return [.. codes.Select(code => (IReadOnlyList<string>)[.. modelCodes.Where(former => crosswalk.Find(former)?.Successor == code)])];
    }
}
