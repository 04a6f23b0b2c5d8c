using ForumClassifier.Core.Codings;

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
        var origins = modelCodes.ToDictionary(code => code, code => (IReadOnlyList<string>)[code], StringComparer.Ordinal);
        IReadOnlyList<string> Find(string code) => origins.GetValueOrDefault(code, []);
        foreach (var change in taxonomy.Changes.Where(change => change.Version > model.Version && change.Version <= taxonomy.Version))
        {
            if (change.Kind is not (ChangeKind.Merge or ChangeKind.Split or ChangeKind.Retire))
            {
                continue;
            }

            IReadOnlyList<string> merged = [.. change.Codes.Concat(change.Into).SelectMany(Find).Distinct().OrderBy(modelCodes.IndexOf)];
            foreach (var code in change.Codes)
            {
                origins.Remove(code);
            }

            foreach (var code in change.Kind == ChangeKind.Merge ? change.Into : [])
            {
                origins[code] = merged;
            }
        }

        return [.. codes.Select(Find)];
    }
}
